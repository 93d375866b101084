package io.afos.api.benchmark;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which benchmarks are accepted, and what is said of the others. */
class BenchmarkRequestTest extends BenchmarkSystemTest {

    @Test
    void aRepeatedSubmissionIsOneBenchmarkAndAKeyBelongsToOneRequest() {
        Reply first = service().post("/api/v1/benchmarks", REQUEST, "Idempotency-Key", "k");
        Reply second = service().post("/api/v1/benchmarks", REQUEST, "Idempotency-Key", "k");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"seeds\": [4]"), "Idempotency-Key", "k")
                        .status())
                .isEqualTo(409);
        assertThat(service()
                        .post("/api/v1/searches", Requests.one(), "Idempotency-Key", "k")
                        .status())
                .isEqualTo(409);
        assertThat(store().rows("job")).isEqualTo(1);
    }

    @Test
    void benchmarksAreListedNewestFirst() {
        long first = service().submitBenchmark(REQUEST);
        long second = service().submitBenchmark(REQUEST);
        service().submit(Requests.one());

        assertThat(service().all("/api/v1/benchmarks?limit=1").stream()
                        .map(b -> b.get("id").asLong()))
                .containsExactly(second, first);
        assertThat(service().read("/api/v1/benchmarks?state=COMPLETED").get("items"))
                .isEmpty();
    }

    @Test
    void aBenchmarkIsNoSearchAndASearchNoBenchmark() {
        long benchmark = service().submitBenchmark(REQUEST);
        long search = service().submit(Requests.one());

        assertThat(service().get("/api/v1/searches/" + benchmark).status()).isEqualTo(404);
        assertThat(service().get("/api/v1/benchmarks/" + search).status()).isEqualTo(404);
        assertThat(control(search, "pause").status()).isEqualTo(404);
        assertThat(service()
                        .get("/api/v1/benchmarks/%d/cells".formatted(search))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void presetsSayWhatIsMissingAndTheQuickOneRuns() {
        JsonNode presets = service().read("/api/v1/benchmarks/presets");
        assertThat(presets)
                .extracting(preset -> preset.get("name").asString())
                .containsExactly("quick", "relu-benchmark", "paper");
        for (JsonNode preset : presets) {
            Reply reply = service()
                    .post(
                            "/api/v1/benchmarks",
                            "{\"preset\": \"%s\"}".formatted(preset.get("name").asString()));
            if (preset.get("missing").isEmpty()) {
                assertThat(reply.status()).as(reply.body()).isEqualTo(202);
            } else {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.json().get("detail").asString())
                        .startsWith("preset cannot run on this service")
                        .contains(preset.get("missing").get(0).asString());
            }
        }
        assertThat(service().post("/api/v1/benchmarks", """
                {"preset": "paper", "architectures": ["afos-base"], "datasets": ["mnist"]}""").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"activations\": [\"x+\"] | activations[0]",
                "\"activations\": [\"x-x\"] | activations[0]",
                "\"activations\": [null] | activations[0]",
                "\"baselines\": [] | baselines",
                "\"control\": \"tanh\" | control",
                "\"architectures\": [\"nothing\"] | architectures[0]",
                "\"datasets\": [\"mnist\", \"nothing\"] | datasets[1]",
                "\"recipe\": {\"dataset\": \"mnist\"} | recipe",
                "\"recipe\": {\"epochs\": 0} | recipe.epochs",
                "\"recipe\": {\"validationImages\": 60000} | recipe.validationImages",
                "\"overrides\": {\"datasets\": {\"mnist\": {\"epochs\": 0}}} | overrides.datasets[mnist].epochs",
                "\"overrides\": {\"datasets\": {\"mnist\": {\"dataset\": \"mnist\"}}} | overrides.datasets.mnist",
                "\"best\": [{}] | best[0]",
                "\"best\": [{\"search\": 4711}] | best[0].search",
                "\"best\": [{\"recipe\": \"abc\"}] | best[0].recipe",
                "\"cells\": [{\"dataset\": \"cifar10\"}] | cells[0].dataset",
                "\"cells\": [{\"activation\": \"gelu\"}] | cells[0].activation",
                "\"exclude\": [{}] | cells",
                "\"seeds\": [1.5] | seeds[0]",
                "\"seeds\": [null] | seeds[0]",
                "\"metric\": \"LOSS\" | metric",
                "\"preset\": \"nothing\" | preset",
                "\"budget\": {\"maxTrainingSeconds\": 0} | budget.maxTrainingSeconds",
                "\"name\": \"a\\u0000b\" | name"
            })
    void everyRejectionNamesItsField(String member, String field) {
        Reply reply = service().post("/api/v1/benchmarks", with(member));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString())
                .as(reply.body())
                .isEqualTo(field);
        assertThat(store().rows("job")).isZero();
    }

    @Test
    void tooManyCellsAreRefused() {
        String seeds = java.util.stream.IntStream.range(0, 100).boxed().toList().toString();
        String activations = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "\"x*tanh(%d*x)\"".formatted(i + 1))
                .toList()
                .toString();

        Reply reply = service()
                .post("/api/v1/benchmarks", with("\"seeds\": %s, \"activations\": %s".formatted(seeds, activations)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString()).startsWith("cells are too many: 16,400");
    }
}
