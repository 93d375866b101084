package io.afos.model.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads plans as compressed JSON. */
public final class PlanCodec {

    /** More than this is neither written nor read. */
    public static final int MAX_BYTES = 128 * 1024;

    /** Of JSON, which a few bytes can pack. */
    private static final int MAX_UNPACKED = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_UNPACKED)
                            .maxNestingDepth(16)
                            .maxStringLength(1_024)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private PlanCodec() {}

    /**
     * The plan as at most {@value #MAX_BYTES} bytes.
     *
     * @throws NetworkException if it takes more
     */
    public static byte[] encode(NetworkPlan plan) {
        byte[] json = MAPPER.writeValueAsBytes(plan);
        byte[] packed = packed(json);
        Operation.require(
                json.length <= MAX_UNPACKED && packed.length <= MAX_BYTES,
                "the network is too large to be sent to a worker: its description takes " + packed.length
                        + " bytes, at most " + MAX_BYTES + " are allowed, and " + json.length
                        + " unpacked, at most " + MAX_UNPACKED);
        return packed;
    }

    /** @throws NetworkException if this is no plan, or takes more than 4 MB unpacked */
    public static NetworkPlan decode(byte[] packed) {
        Operation.require(packed.length <= MAX_BYTES, "the description of the network is too long");
        try {
            NetworkPlan plan = MAPPER.readValue(unpacked(packed), NetworkPlan.class);
            Operation.require(plan != null, "the description of the network is empty");
            return plan;
        } catch (JacksonException e) {
            throw e.getCause() instanceof NetworkException problem
                    ? problem
                    : new NetworkException("the description of the network cannot be read: " + e.getOriginalMessage());
        }
    }

    /**
     * From Base64 of what {@link #encode} gives.
     *
     * @throws NetworkException as {@link #decode} does
     */
    public static NetworkPlan decodeText(String base64) {
        try {
            return decode(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new NetworkException("the description of the network is not Base64: " + e.getMessage());
        }
    }

    private static byte[] packed(byte[] json) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] json = gzip.readNBytes(MAX_UNPACKED + 1);
            Operation.require(json.length <= MAX_UNPACKED, "the description of the network is too long");
            return json;
        } catch (IOException e) {
            throw new NetworkException("the description of the network cannot be unpacked: " + e.getMessage());
        }
    }
}
