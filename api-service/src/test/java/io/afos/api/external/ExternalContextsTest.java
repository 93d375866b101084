package io.afos.api.external;

import io.afos.api.external.ExternalTrainer.Task;
import io.afos.api.system.ServiceClient.Reply;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What external recipes are compared by: objectives, versions, archives and benchmarks. */
class ExternalContextsTest extends ExternalSystemTest {

    @Test
    void accuracyAloneMayBeTheObjective() {
        service().submit(one("""
                "external": {"network": "leaves", "version": "v1", "objective": {"type": "accuracy"}}, "epochs": 1"""));
        Task task = trainer("a").take();

        trainer("a").report(task, 1, ", \"accuracy\": 0.75");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 0.75");
        assertThat(service()
                        .read("/api/v1/leaderboard?dataset=external:leaves@v1")
                        .get("items")
                        .get(0)
                        .get("accuracy")
                        .asDouble())
                .isEqualTo(0.75);
        assertThat(service()
                        .read("/api/v1/leaderboard?dataset=external:leaves@v1&metric=LOSS")
                        .get("items"))
                .isEmpty();
    }

    @Test
    void aScoreCountsByItsDistanceFromTheWorst() {
        service().submit(one("""
                "external": {"network": "leaves", "version": "v1",
                             "objective": {"type": "score", "name": "latency (ms)", "direction": "minimize", "worst": 40}},
                "epochs": 1""").replace("\"baselines\": []", "\"baselines\": [\"relu\", \"silu\"]"));

        for (double latency : List.of(25.5, 10.0, 55.0)) {
            trainer("a").report(trainer("a").take(), 1, ", \"score\": " + latency);
        }

        List<JsonNode> board = service().all("/api/v1/leaderboard?dataset=external:leaves@v1");
        assertThat(board).extracting(entry -> entry.get("fitness").asDouble()).containsExactly(30.0, 14.5, 0.0);
        assertThat(board).extracting(entry -> entry.get("score").asDouble()).containsExactly(10.0, 25.5, 55.0);
    }

    @Test
    void anotherVersionOrSettingIsAnotherRecipe() {
        Set<String> hashes = List.of(
                        "\"external\": {\"network\": \"leaves\"}",
                        "\"external\": {\"network\": \"leaves\", \"version\": \"2\"}",
                        "\"external\": {\"network\": \"leaves\", \"settings\": {\"lr\": 0.1}}",
                        "\"external\": {\"network\": \"leaves\", \"settings\": {\"lr\": \"0.1\"}}",
                        "\"external\": {\"network\": \"leaves\", \"settings\": {\"lr\": 0.10}}",
                        "\"external\": {\"network\": \"leaves\"}, \"epochs\": 9",
                        "\"external\": {\"network\": \"leaves\", \"objective\": {\"type\": \"accuracy\"}}")
                .stream()
                .map(recipe -> service().search(service().submit(one(recipe))))
                .map(search -> search.get("recipeHash").asString())
                .collect(Collectors.toSet());

        assertThat(hashes).hasSize(6);
    }

    @Test
    void ashaShortensExternalTrainings() {
        long search = service().submit("""
                {"name": "own", "strategy": {"type": "asha", "reduction": 2, "strategy":
                   {"type": "evolution", "candidates": 8, "population": 4, "sample": 2, "concurrency": 2}},
                 "recipe": {"external": {"network": "leaves", "version": "v1"}, "epochs": 4}, "replication": {"candidates": 0}}""");

        trainer("a").work(search);

        assertThat(store().text("select string_agg(distinct epochs::text, ' ' order by epochs::text) from evaluation"))
                .isEqualTo("1 2 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"score\", \"worst\": -1} | score    | 1.5 | 0.5",
                "{\"type\": \"accuracy\"}               | accuracy | 0.5 | ''"
            })
    void aSearchTravelsAsAnArchive(String objective, String metric, double fitness, String score) {
        long search = service().submit(one("""
                "external": {"network": "leaves", "version": "v1", "objective": %s}, "epochs": 2""".formatted(objective)));
        Task task = trainer("a").take();
        trainer("a").report(task, 1, ", \"%s\": 0.25".formatted(metric));
        trainer("a").report(task, 2, ", \"%s\": 0.5".formatted(metric));
        service().awaitState(search, "COMPLETED");
        String archive = service().get("/api/v1/searches/" + search + "/export").body();
        assertThat(service()
                        .get("/api/v1/searches/%d/export?format=csv".formatted(search))
                        .body())
                .endsWith("," + score + "\r\n");
        beginEmpty();

        Reply imported = service()
                .send(service()
                        .request("/api/v1/searches/import")
                        .setHeader("X-API-Key", io.afos.api.system.ServiceClient.IMPORTER)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(archive))
                        .build());

        assertThat(imported.status()).as(imported.body()).isBetween(200, 201);
        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 " + fitness);
        assertThat(store().text("select string_agg(%s::text, ' ' order by epoch) from epoch".formatted(metric)))
                .isEqualTo("0.25 0.5");
        JsonNode again = service().read("/api/v1/searches").get("items").get(0);
        assertThat(again.get("state").asString()).isEqualTo("COMPLETED");
        assertThat(again.get("bestFitness").asDouble()).isEqualTo(fitness);
    }

    @Test
    void anEstimateKnowsNoTimeUntilSomethingWasMeasured() {
        Reply estimate = service().post("/api/v1/searches/estimate", one(NETWORK));

        assertThat(estimate.status()).as(estimate.body()).isEqualTo(200);
        assertThat(estimate.json().get("hours").isNull()).isTrue();
        assertThat(estimate.json().get("trainings").get("expected").asInt()).isEqualTo(1);
    }

    @Test
    void aRecipeOfAnExternalNetworkTakesNothingOfOurs() {
        Reply reply = service().post("/api/v1/searches", one(NETWORK + ", \"batchSize\": 32"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("recipe.external", "external.settings");
        for (String external : List.of(
                "{}",
                "{\"network\": \"A\"}",
                "{\"network\": \"a\", \"version\": \"a b\"}",
                "{\"network\": \"a\", \"settings\": {\"a\": []}}",
                "{\"network\": \"a\", \"settings\": {\"a\": null}}",
                "{\"network\": \"a\", \"settings\": {\"a b\": 1}}",
                "{\"network\": \"a\", \"objective\": {\"type\": \"score\"}}",
                "{\"network\": \"a\", \"objective\": {\"type\": \"score\", \"worst\": 1e20}}",
                "{\"network\": \"a\", \"objective\": {}}")) {
            Reply refused = service().post("/api/v1/searches", one("\"external\": " + external));
            assertThat(refused.status()).as(external + refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("recipe.external");
        }
    }

    @Test
    void aBenchmarkOfTwoNetworksOfOnesOwnHasItsStatistics() throws Exception {
        long benchmark = service().submitBenchmark("""
                {"networks": [{"external": {"network": "leaves", "version": "v1"}, "epochs": 2},
                              {"external": {"network": "trees", "objective": {"type": "score", "worst": 0}}, "epochs": 1}],
                 "activations": ["silu", "gelu"], "baselines": ["relu"], "seeds": [1, 2]}""");
        assertThat(service().benchmark(benchmark).get("obstacles").toString()).contains("leaves@v1", "trees@1");

        for (int i = 0; i < 6; i++) {
            trainer("a").train(trainer("a").take());
            var other = new ExternalTrainer(service(), "b", "trees", "1");
            Task task = other.take();
            other.report(task, 1, ", \"score\": " + task.accuracy(1));
        }

        service().awaitBenchmark(benchmark, "COMPLETED");
        JsonNode report = service().read("/api/v1/benchmarks/%d/report?format=json".formatted(benchmark));
        assertThat(report.get("metric").asString()).isEqualTo("FITNESS");
        assertThat(report.get("comparison").isNull()).isFalse();
        assertThat(report(benchmark, "html"))
                .contains(
                        "Fitness (as each context defines it)", "leaves v1: accuracy / loss", "trees 1: score above 0");
        assertThat(report(benchmark, "markdown"))
                .contains("| leaves v1: accuracy / loss |", "| trees 1: score above 0 |");
        assertThat(report(benchmark, "csv"))
                .contains("\"fitness: accuracy / loss\"\r\n", "\"fitness: score above 0\"\r\n");
        assertNothingIsLeftOver();
    }

    private String report(long benchmark, String format) {
        return service()
                .get("/api/v1/benchmarks/%d/report?format=%s".formatted(benchmark, format))
                .body();
    }

    @Test
    void aBenchmarkGrowsByNetworksOfOnesOwn() {
        String latency = """
                {"external": {"network": "leaves", "version": "%s",
                 "objective": {"type": "score", "name": "ms", "direction": "MINIMIZE", "worst": 40}}, "epochs": %d}""";
        long benchmark = service().submitBenchmark("""
                {"networks": [%s], "activations": ["silu"], "baselines": ["relu"], "seeds": [1]}""".formatted(latency.formatted("v1", 1)));

        Reply grown = extend(benchmark, latency.formatted("v2", 1), "\"seeds\": [2], \"activations\": [\"gelu\"]");
        Reply same = extend(benchmark, latency.formatted("v2", 1), "\"seeds\": [2]");
        Reply other = extend(benchmark, latency.formatted("v2", 5), "\"seeds\": [2]");

        assertThat(grown.status()).as(grown.body()).isEqualTo(200);
        assertThat(grown.json().get("progress").get("cells").asInt()).isEqualTo(12);
        assertThat(same.json().get("progress").get("cells").asInt()).isEqualTo(12);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.body()).contains("networks[0]", "use different versions");
        for (String version : List.of("v1", "v2")) {
            var trainer = new ExternalTrainer(service(), "a", "leaves", version);
            for (int i = 0; i < 6; i++) {
                trainer.report(trainer.take(), 1, ", \"score\": " + i);
            }
        }
        service().awaitBenchmark(benchmark, "COMPLETED");
        assertThat(report(benchmark, "html")).contains("Fitness (ms below 40)").doesNotContain("accuracy / loss");
    }

    private Reply extend(long benchmark, String network, String more) {
        return service()
                .post(
                        "/api/v1/benchmarks/%d/extend".formatted(benchmark),
                        "{\"networks\": [%s], %s}".formatted(network, more));
    }

    @Test
    void aSearchStartsFromTheBestOfAnotherNetworkAndEndsByItsRules() {
        long first = service().submit(search("{\"type\": \"random\", \"candidates\": 4}", NETWORK, ""));
        trainer("a").work(first);
        String best =
                service().awaitState(first, "COMPLETED").at("/best/formula").asString();

        long second = service().submit(search("""
                {"type": "evolution", "candidates": 50, "population": 4, "sample": 2, "concurrency": 1}""", """
                "external": {"network": "trees", "objective": {"type": "score", "worst": 0}}, "epochs": 1""", """
                , "start": {"functions": ["silu"], "best": [{"search": %d, "count": 1}]}, "stop": {"fitness": 3}""".formatted(first)));
        var trainer = new ExternalTrainer(service(), "b", "trees", "1");
        var asked = new ArrayList<String>();
        for (int i = 1; i <= 3; i++) {
            Task task = trainer.take();
            asked.add(task.json().get("formula").asString());
            trainer.report(task, 1, ", \"score\": " + i);
        }

        assertThat(service().awaitState(second, "COMPLETED").get("endedBy").asString())
                .isEqualTo("FITNESS");
        assertThat(asked).startsWith("x*sigmoid(x)", best);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aBenchmarkComparesWhatNetworksOfOnesOwnReport() {
        for (String wrong : List.of(
                "\"networks\": [{\"external\": {\"network\": \"a\"}}], \"metric\": \"TEST_ACCURACY\"",
                "\"networks\": [{\"external\": {\"network\": \"a\", \"objective\": {\"type\": \"score\", \"worst\": 0}}}], \"metric\": \"ACCURACY\"",
                "\"networks\": [{\"external\": {\"network\": \"a\"}}, {\"external\": {\"network\": \"a\"}, \"epochs\": 2}]",
                "\"networks\": [{\"dataset\": \"mnist\"}]",
                "\"networks\": []")) {
            Reply reply = service().post("/api/v1/benchmarks", "{" + wrong + "}");
            assertThat(reply.status()).as(wrong + reply.body()).isEqualTo(400);
        }
    }
}
