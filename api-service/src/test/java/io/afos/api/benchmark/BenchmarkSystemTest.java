package io.afos.api.benchmark;

import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static java.util.stream.StreamSupport.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** A benchmark to be submitted, controlled and extended. */
abstract class BenchmarkSystemTest extends SystemTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final List<String> DATASETS = List.of("fashion-mnist-mini", "mnist", "fashion-mnist");

    static final String RECIPE = """
            {"trainImages": 1000, "validationImages": 500, "width": 0.125, "epochs": 2, "batchSize": 50}""";

    /** Three functions, two networks, two data sets, two seeds: 24 cells. */
    static final String REQUEST = """
            {"name": "test", "activations": ["eelu-2", "x*tanh(exp(x))"], "baselines": ["relu"],
             "architectures": ["afos-base", "afos-base-plain"], "datasets": ["fashion-mnist-mini", "mnist"],
             "seeds": [1, 2], "recipe": %s}""".formatted(RECIPE);

    /** The request with a member added, or another value for one that it has. */
    static String with(String members) {
        var request = (ObjectNode) JSON.readTree(REQUEST);
        request.setAll((ObjectNode) JSON.readTree("{" + members + "}"));
        return request.toString();
    }

    Reply control(long id, String action) {
        return service().post("/api/v1/benchmarks/%d/%s".formatted(id, action), "");
    }

    void extend(long id, String extension) {
        Reply reply = service().post("/api/v1/benchmarks/%d/extend".formatted(id), extension);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    static List<Integer> squares(JsonNode benchmark, String architecture, String dataset) {
        return stream(
                        row(benchmark.get("matrix"), architecture, dataset)
                                .get("squares")
                                .spliterator(),
                        false)
                .map(square -> square.get("cells").asInt())
                .toList();
    }

    static JsonNode recipe(JsonNode matrix, String architecture, String dataset) {
        return row(matrix, architecture, dataset).get("recipe");
    }

    static JsonNode row(JsonNode matrix, String architecture, String dataset) {
        return stream(matrix.spliterator(), false)
                .filter(row -> row.get("architecture").asString().equals(architecture)
                        && row.get("dataset").asString().equals(dataset))
                .findFirst()
                .orElseThrow();
    }
}
