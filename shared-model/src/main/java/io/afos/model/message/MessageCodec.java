package io.afos.model.message;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads messages as JSON objects {@code {"version": 3, "body": {...}}}.
 *
 * <p>A field that the reader does not know is ignored, so a version is raised only by a change that an older reader would
 * misunderstand.
 */
public final class MessageCodec {

    /**
     * The highest version that can be read. Recipes of version 2 say more of images and networks. In version 3 the events of an
     * attempt carry the token of its task. Tasks of version 4 bring their network with them.
     */
    public static final int VERSION = 4;

    /** What all but tasks with a network are written in, so that older readers go on. */
    private static final int USUAL_VERSION = 3;

    /** The content type of the AMQP messages. */
    public static final String CONTENT_TYPE = "application/json";

    /** Larger messages are unreadable. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(32)
                            .maxStringLength(EvaluationTask.MOST_NETWORK)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MessageCodec() {}

    /** A received message. */
    public sealed interface Received<T> {}

    /** A message of a version that this reader knows. */
    public record Readable<T>(T body) implements Received<T> {}

    /** A message for newer readers; this one must leave it alone. */
    public record Newer<T>(int version) implements Received<T> {}

    /** Not a message; {@code reason} says why. */
    public record Unreadable<T>(String reason) implements Received<T> {}

    public static byte[] encode(Object body) {
        var envelope = MAPPER.createObjectNode();
        envelope.put("version", version(body));
        envelope.set("body", MAPPER.valueToTree(body));
        return MAPPER.writeValueAsBytes(envelope);
    }

    private static int version(Object body) {
        return body instanceof EvaluationTask task && task.network() != null ? VERSION : USUAL_VERSION;
    }

    public static <T> Received<T> decode(byte[] json, Class<T> type) {
        if (json.length > MAX_BYTES) {
            return new Unreadable<>(
                    String.format(Locale.ROOT, "message has %,d bytes, at most %,d are read", json.length, MAX_BYTES));
        }
        try {
            JsonNode envelope = MAPPER.readTree(json);
            JsonNode version = envelope.path("version");
            JsonNode body = envelope.path("body");
            if (!version.canConvertToInt() || version.intValue() < 1) {
                return new Unreadable<>("no version");
            }
            if (version.intValue() > VERSION) {
                return new Newer<>(version.intValue());
            }
            if (!body.isObject()) {
                return new Unreadable<>("no body");
            }
            return new Readable<>(MAPPER.treeToValue(body, type));
        } catch (JacksonException e) {
            return new Unreadable<>(e.getOriginalMessage());
        }
    }
}
