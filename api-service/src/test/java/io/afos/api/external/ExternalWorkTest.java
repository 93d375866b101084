package io.afos.api.external;

import io.afos.api.external.ExternalTrainer.Task;
import io.afos.api.system.Replica;
import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Trainings by programs of the users' own, over HTTP alone. */
class ExternalWorkTest extends SystemTest {

    private static final String NETWORK = """
            "external": {"network": "leaves", "version": "v1"}, "epochs": 2""";

    private static String search(String strategy, String recipe, String more) {
        return """
                {"name": "own", "strategy": %s, "recipe": {%s}, "replication": {"candidates": 0}, "baselines": []%s}""".formatted(strategy, recipe, more);
    }

    private static String one(String recipe) {
        return search(
                "{\"type\": \"random\", \"candidates\": 1}",
                recipe,
                ", \"space\": {\"unaries\": [\"x\"], \"binaries\": [\"mul\"], \"shapes\": [3]}");
    }

    private ExternalTrainer trainer(String name) {
        return new ExternalTrainer(service(), name, "leaves", "v1");
    }

    private String state() {
        return store().text("select concat_ws(' ', state, outcome, attempt, failures, fitness) from evaluation");
    }

    @Test
    void aSearchIsTrainedByTwoProgramsUpToItsEnd() throws Exception {
        long search = service().submit("""
                {"name": "own", "strategy": {"type": "evolution", "candidates": 12, "population": 4, "sample": 2, "concurrency": 4},
                 "recipe": {%s}, "replication": {"candidates": 2, "seeds": 2}, "baselines": ["relu", "silu"]}""".formatted(NETWORK));
        assertThat(service().search(search).get("obstacle").asString())
                .contains("no external trainer is live for leaves@v1");

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> trainer("a").work(search)),
                        CompletableFuture.runAsync(() -> trainer("b").work(search)))
                .get();

        JsonNode done = service().awaitState(search, "COMPLETED");
        assertThat(done.get("finalists")).hasSize(2);
        assertThat(done.get("best").get("replicated").get("succeeded").asInt()).isEqualTo(2);
        JsonNode board = service().read("/api/v1/leaderboard?dataset=external:leaves@v1");
        assertThat(board.get("items").size()).isGreaterThan(4);
        assertThat(board.get("context").get("recipe").get("external").asString())
                .isEqualTo("leaves");
        assertNothingIsLeftOver();
    }

    @Test
    void workTellsAllThatATrainingNeeds() {
        service().submit(one("""
                "external": {"network": "leaves", "version": "v1", "settings": {"lr": 0.10, "size": 64, "aug": true, "opt": "sgd"}},
                "epochs": 3"""));

        JsonNode task = trainer("a").take().json();

        assertThat(task.get("seed").asLong()).isEqualTo(1);
        assertThat(task.get("formula").asString()).isEqualTo("x^2");
        assertThat(task.get("leaseSeconds").asDouble()).isEqualTo(180);
        assertThat(task.get("source").asString()).contains("class", "torch.nn.Module");
        assertThat(task.get("recipe").toString()).isEqualTo("""
                {"external":"leaves","version":"v1","settings":{"aug":true,"lr":0.1,"opt":"sgd","size":64},"epochs":3,\
                "objective":{"type":"accuracy_per_loss"}}""");
        JsonNode worker = service().read("/api/v1/workers").get(0);
        assertThat(worker.get("id").asString()).isEqualTo("submitter:a");
        assertThat(worker.get("task").get("totalSteps").asInt()).isEqualTo(3);
    }

    @Test
    void workOfAnotherVersionIsNotGiven() {
        service().submit(one(NETWORK));

        assertThat(new ExternalTrainer(service(), "a", "leaves", "v2").ask(0).status())
                .isEqualTo(204);
        assertThat(new ExternalTrainer(service(), "a", "trees", "v1").ask(0).status())
                .isEqualTo(204);
        assertThat(trainer("a").ask(0).status()).isEqualTo(200);
    }

    @Test
    void aTrainerThatWaitsGetsWorkAsSoonAsThereIsSome() {
        var waiting = CompletableFuture.supplyAsync(() -> trainer("a").take());
        eventually(() -> assertThat(service().read("/api/v1/workers").size()).isEqualTo(1));

        service().submit(one(NETWORK));

        assertThat(waiting.join().json().get("formula").asString()).isEqualTo("x^2");
    }

    @Test
    void externalWorkNeverEntersTheBroker() {
        service().submit(one(NETWORK));
        worker(task -> task.start());

        trainer("a").train(trainer("a").take());

        assertThat(state()).startsWith("SUCCEEDED TRAINED 1 0 ");
        assertThat(store().number("select count(*) from evaluation where queued_at is not null"))
                .isZero();
    }

    @Test
    void theLastEpochIsTheResultAndMayBeToldTwice() {
        long search = service().submit(one(NETWORK));
        var trainer = trainer("a");
        Task task = trainer.take();

        assertThat(ExternalTrainer.verdict(trainer.report(task, 1))).isEqualTo("CONTINUE");
        assertThat(ExternalTrainer.verdict(trainer.report(task, 2))).isEqualTo("TRAINED");
        assertThat(ExternalTrainer.verdict(trainer.report(task, 2))).isEqualTo("ENDED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 " + task.accuracy(2) / 0.5);
        assertThat(store().number("select count(*) from epoch")).isEqualTo(2);
        service().awaitState(search, "COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void whoAsksAgainWhileItHoldsWorkGetsTheSame() {
        service().submit(one(NETWORK));
        Task first = trainer("a").take();

        assertThat(trainer("a").take().json()).isEqualTo(first.json());
        assertThat(trainer("b").ask(0).status()).isEqualTo(204);
    }

    @Test
    void screeningLooksAtWhatIsReported() {
        service().submit(one(NETWORK + ", \"screening\": {\"afterEpoch\": 1, \"minAccuracy\": 0.95}"));
        var trainer = trainer("a");

        assertThat(trainer.train(trainer.take())).isEqualTo("SCREENED_OUT");

        assertThat(state()).startsWith("SUCCEEDED SCREENED_OUT 1 0 ");
    }

    @Test
    void aDivergedTrainingHasFitnessZero() {
        service().submit(one(NETWORK));
        var trainer = trainer("a");

        trainer.tell(trainer.take(), "end", ", \"type\": \"DIVERGED\", \"epoch\": 2");

        assertThat(state()).isEqualTo("SUCCEEDED DIVERGED 1 0 0");
    }

    @Test
    void aFailureIsTriedAgainAndThenTold() {
        long search = service().submit(one(NETWORK));
        var trainer = trainer("a");

        for (int attempt = 1; attempt <= 3; attempt++) {
            Task task = trainer.take();
            assertThat(task.attempt()).isEqualTo(attempt);
            trainer.tell(task, "end", ", \"type\": \"FAILED\", \"reason\": \"KeyError: 'x'\"");
        }

        assertThat(store().text("select failure from evaluation"))
                .isEqualTo("gave up after 3 failed attempts: KeyError: 'x'");
        service().awaitState(search, "COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void whatIsGivenBackIsNoFailure() {
        service().submit(one(NETWORK));
        trainer("a").tell(trainer("a").take(), "end", ", \"type\": \"RELEASED\"");

        assertThat(state()).isEqualTo("PENDING 2 0");
        assertThat(trainer("b").take().attempt()).isEqualTo(2);
    }

    @Test
    void aTrainerThatWasLostIsSupersededAndTheNextOneScoresTheSame() {
        service().submit(one(NETWORK));
        Task lost = trainer("a").take();
        trainer("a").report(lost, 1);
        store().change("update lease set expires_at = now() - interval '1 s'");
        Task next = trainer("b").take();
        assertThat(next.attempt()).isEqualTo(2);

        assertThat(ExternalTrainer.verdict(trainer("a").report(lost, 2))).isEqualTo("SUPERSEDED");
        assertThat(ExternalTrainer.verdict(trainer("a").tell(lost, "heartbeat", "")))
                .isEqualTo("SUPERSEDED");
        assertThat(trainer("b").train(next)).isEqualTo("TRAINED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 2 1 " + lost.accuracy(2) / 0.5);
    }

    @Test
    void aSilentTrainerThatNobodyMissedYetGoesOn() {
        service().submit(one(NETWORK));
        Task task = trainer("a").take();
        store().change("update lease set expires_at = now() + interval '1 s'");

        assertThat(ExternalTrainer.verdict(trainer("a").tell(task, "heartbeat", "")))
                .isEqualTo("CONTINUE");

        assertThat(store().number("select count(*) from lease where expires_at > now() + interval '2 minutes'"))
                .isEqualTo(1);
    }

    @Test
    void pauseAndCancelAreToldAtTheNextReport() {
        long search = service().submit(one(NETWORK));
        Task task = trainer("a").take();

        service().control(search, "pause");
        assertThat(ExternalTrainer.verdict(trainer("a").report(task, 1))).isEqualTo("PAUSED");
        assertThat(trainer("a").ask(0).status()).isEqualTo(204);
        service().control(search, "resume");
        Task again = trainer("a").take();
        service().control(search, "cancel");
        assertThat(ExternalTrainer.verdict(trainer("a").tell(again, "heartbeat", "")))
                .isEqualTo("CANCELLED");
        assertNothingIsLeftOver();
    }

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
    void aTrainerEndsOnlyItsOwnAttempts() {
        service().submit(one(NETWORK));
        Task task = trainer("a").take();
        var sameName = new ExternalTrainer(serviceAs(ServiceClient.ADMINISTRATOR), "a", "leaves", "v1");

        for (var stranger : List.of(trainer("b"), sameName)) {
            assertThat(stranger.report(task, 2).status()).isEqualTo(409);
            assertThat(stranger.tell(task, "heartbeat", "").status()).isEqualTo(409);
            assertThat(stranger.tell(task, "end", ", \"type\": \"FAILED\"").status())
                    .isEqualTo(409);
        }

        assertThat(state()).isEqualTo("RUNNING 1 0");
    }

    @Test
    void evaluationsOfOurOwnNetworksAreNobodysWork() {
        service().submit(Requests.one());
        long evaluation = store().number("select id from evaluation");

        Reply reply = service()
                .post(
                        ExternalTrainer.WORK + "/" + evaluation + "/1/end",
                        "{\"worker\": \"a\", \"type\": \"DIVERGED\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(new ExternalTrainer(service(), "a", "fashion-mnist-mini", "1")
                        .ask(0)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void numbersThatCannotBeAreRefusedAndHarmNothing() {
        service().submit(one(NETWORK));
        var trainer = trainer("a");
        Task task = trainer.take();

        for (String metrics : List.of(
                "",
                ", \"accuracy\": 0.5",
                ", \"loss\": 0.5",
                ", \"accuracy\": NaN, \"loss\": 1",
                ", \"accuracy\": \"NaN\", \"loss\": 1",
                ", \"accuracy\": 1.5, \"loss\": 1",
                ", \"accuracy\": 0.5, \"loss\": -1",
                ", \"accuracy\": 0.5, \"loss\": 1e999",
                ", \"accuracy\": 0.5, \"loss\": 1, \"score\": 3",
                ", \"accuracy\": 0.5, \"loss\": 1, \"what\": 3")) {
            Reply reply = trainer.report(task, 2, metrics);
            assertThat(reply.status()).as(metrics + reply.body()).isEqualTo(400);
            assertThat(reply.json().get("errors")).as(reply.body()).isNotEmpty();
        }
        for (int epoch : List.of(-1, 0, 3, 1_001)) {
            assertThat(trainer.report(task, epoch).status()).isEqualTo(400);
        }
        assertThat(trainer.tell(task, "end", ", \"type\": \"FAILED\", \"reason\": \"" + "x".repeat(10_000_000) + "\"")
                        .status())
                .isEqualTo(413);

        assertThat(state()).isEqualTo("RUNNING 1 0");
    }

    @Test
    void aReaderMayNotTrainAndAWorkerMayNotSubmit() {
        service().submit(one(NETWORK));

        assertThat(new ExternalTrainer(serviceAs(ServiceClient.READER), "a", "leaves", "v1")
                        .ask(0)
                        .status())
                .isEqualTo(403);
        ServiceClient worker = serviceAs(ServiceClient.WORKER);
        assertThat(worker.post("/api/v1/searches", one(NETWORK)).status()).isEqualTo(403);
        var trainer = new ExternalTrainer(worker, "a", "leaves", "v1");
        assertThat(trainer.train(trainer.take())).isEqualTo("TRAINED");
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

    @Test
    void aTrainerGoesOnWithAnotherProcessOfTheService() {
        service().submit(one(NETWORK));
        Task task;
        try (Replica replica = Replica.start(installation())) {
            var there = new ExternalTrainer(replica.service(), "a", "leaves", "v1");
            task = there.take();
            assertThat(ExternalTrainer.verdict(there.report(task, 1))).isEqualTo("CONTINUE");
        }

        assertThat(ExternalTrainer.verdict(trainer("a").report(task, 2))).isEqualTo("TRAINED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 " + task.accuracy(2) / 0.5);
    }

    @Test
    void aTrainerLearnsThatItsSearchHasEnded() {
        long search = service().submit(one(NETWORK));
        trainer("a").train(trainer("a").take());
        service().awaitState(search, "COMPLETED");

        Reply reply = service().post(ExternalTrainer.WORK, """
                {"network": "leaves", "version": "v1", "worker": "a", "job": %d, "waitSeconds": 20}""".formatted(search));

        assertThat(reply.status()).isEqualTo(410);
    }
}
