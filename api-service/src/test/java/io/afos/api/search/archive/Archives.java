package io.afos.api.search.archive;

import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import java.net.http.HttpRequest;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Archives of searches as tests take and bring them. */
final class Archives {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Archives() {}

    static String export(ServiceClient service, long id) {
        Reply reply = service.get("/api/v1/searches/%d/export".formatted(id));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/x-ndjson");
        return reply.body();
    }

    static Reply read(ServiceClient service, String archive) {
        return service.send(service.request("/api/v1/searches/import")
                .setHeader("X-API-Key", ServiceClient.IMPORTER)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(archive))
                .build());
    }

    static List<String> lines(String archive) {
        return archive.lines().toList();
    }

    /** The lines of one type. */
    static List<String> of(String type, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("{\"type\":\"%s\"".formatted(type)))
                .toList();
    }

    /** All but the numbers of rows, which differ between installations. */
    static void assertSame(String archive, String other) {
        assertThat(header(archive)).isEqualTo(header(other));
        assertThat(archive.lines().skip(1))
                .containsExactlyElementsOf(other.lines().skip(1).toList());
    }

    private static String header(String archive) {
        return withoutIds(lines(archive).get(0));
    }

    /** The numbers of rows differ between installations. */
    static String withoutIds(Object views) {
        return views.toString()
                .replaceAll("\"(id|evaluationId)\":\\d+", "")
                .replaceAll("\"(recorded|worker)[^,]*,", "");
    }

    /** The same search as the first version of the format has it. */
    static String ofVersion1(String archive) {
        return String.join(
                "\n", lines(archive).stream().map(Archives::lineOfVersion1).toList());
    }

    private static String lineOfVersion1(String line) {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        switch (node.get("type").asString()) {
            case "search" -> node.put("version", 1).remove("endedBy");
            case "end" -> node.remove("replications");
            case "evaluation" -> former((ObjectNode) node.get("evaluation"));
            default -> former(node);
        }
        assertThat(node.has("seed")).isFalse();
        return node.toString();
    }

    private static void former(ObjectNode node) {
        Expression function = ExpressionParser.parse(node.get("formula").asString());
        node.put("fingerprint", FormerIdentity.fingerprint(function).value());
    }
}
