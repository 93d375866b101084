package io.afos.api.external;

import io.afos.api.external.ExternalTrainer.Task;
import io.afos.api.system.ServiceClient.Reply;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

    @Test
    void aSearchTravelsAsAnArchive() {
        long search = service().submit(one("""
                "external": {"network": "leaves", "version": "v1", "objective": {"type": "score", "worst": -1}}, "epochs": 2"""));
        Task task = trainer("a").take();
        trainer("a").report(task, 1, ", \"score\": 0.25");
        trainer("a").report(task, 2, ", \"score\": 0.5");
        service().awaitState(search, "COMPLETED");
        String archive = service().get("/api/v1/searches/" + search + "/export").body();
        beginEmpty();

        Reply imported = service()
                .send(service()
                        .request("/api/v1/searches/import")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(archive))
                        .build());

        assertThat(imported.status()).as(imported.body()).isBetween(200, 201);
        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 1.5");
        assertThat(store().text("select string_agg(score::text, ' ' order by epoch) from epoch"))
                .isEqualTo("0.25 0.5");
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
        assertThat(service()
                        .get("/api/v1/benchmarks/%d/report?format=html".formatted(benchmark))
                        .body())
                .contains("leaves v1", "trees 1");
        assertNothingIsLeftOver();
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
