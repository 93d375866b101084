package io.afos.api.search;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.afos.model.activation.NamedActivations;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Searches that end before their strategy does, and the replication of their best functions. */
class SearchEndTest extends SystemTest {

    private static final String RELU =
            NamedActivations.find("relu").orElseThrow().fingerprint().value();

    private JsonNode completed(String request) {
        return service().awaitState(service().submit(request), "COMPLETED");
    }

    private static String stopping(String request, String rules) {
        return Requests.with(request, "\"stop\": {%s}".formatted(rules));
    }

    @Test
    void aSearchThatIsNotStoppedEndsWithItsStrategy() {
        worker(Scripts.train());

        JsonNode search = completed(Requests.evolution(20, 2, 1));

        assertThat(search.get("endedBy").asString()).isEqualTo("STRATEGY");
        assertThat(search.at("/spending/trainings").asInt()).isEqualTo(20);
        assertThat(search.at("/spending/epochs").asInt()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13})
    void noMoreTrainingsAreBegunThanAllowed(int limit) {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = completed(stopping(Requests.afos(10, 5, 1), "\"trainings\": " + limit));

        assertThat(search.get("endedBy").asString()).isEqualTo("TRAININGS");
        assertThat(search.at("/spending/trainings").asInt()).isEqualTo(limit);
        assertThat(worker.pulled()).as("and the baseline").hasSizeBetween(limit, limit + 1);
        assertThat(search.at("/progress/candidates/SCORED").asInt())
                .isEqualTo(search.at("/progress/proposed").asInt());
        assertNothingIsLeftOver();
    }

    @Test
    void whatWasTrainedForOthersIsNoTrainingOfItsOwn() {
        worker(Scripts.train());
        completed(Requests.evolution(10, 1, 1));

        JsonNode search = completed(stopping(Requests.evolution(30, 1, 1), "\"trainings\": 5"));

        assertThat(search.at("/progress/proposed").asInt()).isGreaterThanOrEqualTo(15);
        assertThat(search.at("/spending/trainings").asInt()).isEqualTo(5);
    }

    @Test
    void whatWasCancelledBeforeItWasTrainedIsATrainingOfItsOwn() {
        service().control(service().submit(Requests.evolution(30, 30, 1)), "cancel");
        broker().empty(); // the cancelled tasks, which the worker would count
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = completed(stopping(Requests.evolution(30, 30, 1), "\"trainings\": 5"));

        assertThat(search.at("/spending/trainings").asInt()).isEqualTo(5);
        assertThat(worker.pulled()).hasSize(5);
    }

    @Test
    void noMoreEpochsAreTrainedThanAllowed() {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = completed(stopping(Requests.asha(40, 4, 1), "\"epochs\": 33"));

        assertThat(search.get("endedBy").asString()).isEqualTo("EPOCHS");
        assertThat(search.at("/spending/epochs").asInt()).isBetween(30, 33);
        assertThat(worker.pulled().stream()
                        .mapToInt(task -> task.recipe().epochs())
                        .sum())
                .as("and the baseline's 4")
                .isBetween(30, 37);
        assertNothingIsLeftOver();
    }

    @Test
    void epochsThatScreeningSavesAreNotSpent() {
        worker(Scripts.screenOut());

        JsonNode search = completed(stopping(Requests.evolution(100, 1, 1), "\"epochs\": 20"));

        assertThat(search.at("/progress/proposed").asInt())
                .as("one epoch each of two, while the last one might have taken both")
                .isEqualTo(19);
        assertThat(search.at("/spending/epochs").asInt()).isEqualTo(19);
    }

    @Test
    void aSearchEndsWhenItsTimeIsOverAndGivesUpWhatIsOpen() {
        ScriptedWorker worker = worker(Scripts.first(2, Scripts.train(), Scripts.hang()));

        JsonNode search = completed(stopping(Requests.evolution(60, 7, 1), "\"seconds\": 2"));

        assertThat(search.get("endedBy").asString()).isEqualTo("SECONDS");
        assertThat(search.get("elapsedSeconds").asDouble()).isBetween(2.0, 20.0);
        assertThat(search.at("/progress/candidates/CANCELLED").asInt()).isEqualTo(7);
        assertThat(search.at("/progress/evaluations/CANCELLED").asInt()).isEqualTo(7);
        eventually(() -> assertThat(worker.wasTold(worker.pulled().get(2).evaluationId(), 1))
                .isTrue());
        assertNothingIsLeftOver();
    }

    @Test
    void aSearchEndsWithTheFitnessThatItIsToReach() {
        worker(Scripts.train());
        double median = Double.parseDouble(store().texts(
                        """
                        select percentile_cont(0.5) within group (order by fitness)::text from candidate where search_id = %s""".formatted(completed(Requests.evolution(20, 1, 1)).get("id")))
                .get(0));
        beginEmpty();

        JsonNode search = completed(stopping(Requests.evolution(60, 4, 1), "\"fitness\": " + median));

        assertThat(search.get("endedBy").asString()).isEqualTo("FITNESS");
        assertThat(search.at("/best/fitness").asDouble()).isGreaterThanOrEqualTo(median);
        assertThat(search.at("/progress/proposed").asInt()).isLessThan(60);
        assertNothingIsLeftOver();
    }

    @Test
    void aSearchLosesPatienceAfterSoManyTrainingsWithoutABetterFunction() {
        worker(Scripts.train());

        JsonNode search = completed(stopping(Requests.evolution(500, 1, 1), "\"patience\": 9"));

        assertThat(search.get("endedBy").asString()).isEqualTo("PATIENCE");
        assertThat(search.at("/spending/trainingsSinceBest").asInt()).isEqualTo(9);
        long best = search.at("/best/ordinal").asLong();
        assertThat(search.at("/progress/proposed").asLong()).isEqualTo(best + 10);
    }

    @Test
    void theBestFunctionsAndTheBaselinesAreTrainedAgainWithFurtherSeeds() {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = completed(Requests.replicated(Requests.afos(10, 5, 1), 3, 4));

        List<JsonNode> finalists = StreamSupport.stream(search.get("finalists").spliterator(), false)
                .toList();
        assertThat(finalists).hasSize(3);
        for (JsonNode finalist : finalists) {
            String fingerprint = finalist.get("fingerprint").asString();
            double mean = Double.parseDouble(store().texts(
                            "select avg(fitness order by seed)::text from evaluation where fingerprint = ? and seed between 2 and 5",
                            fingerprint)
                    .get(0));
            assertThat(finalist.at("/replicated/fitness").asDouble()).isEqualTo(mean);
            assertThat(finalist.at("/replicated/seeds").asInt()).isEqualTo(4);
            assertThat(finalist.at("/replicated/succeeded").asInt()).isEqualTo(4);
            assertThat(finalist.get("fitness").asDouble())
                    .isEqualTo(Double.parseDouble(store().texts(
                                    "select fitness::text from evaluation where fingerprint = ? and seed = 1",
                                    fingerprint)
                            .get(0)));
        }
        assertThat(finalists)
                .extracting(finalist -> finalist.at("/replicated/fitness").asDouble())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(search.at("/best/fingerprint")).isEqualTo(finalists.get(0).get("fingerprint"));
        assertThat(search.at("/best/replicated")).isEqualTo(finalists.get(0).get("replicated"));
        assertThat(search.at("/baselines/0/replicated/succeeded").asInt()).isEqualTo(4);
        assertThat(search.at("/best/accuracyAboveRelu").asDouble())
                .isEqualTo(search.at("/best/replicated/accuracy").asDouble()
                        - search.at("/baselines/0/replicated/accuracy").asDouble());
        assertThat(worker.pulled().stream().filter(task -> task.seed() > 1)).hasSize(4 * 4);
        assertThat(service().read("/api/v1/searches").at("/items/0/bestFitness"))
                .isEqualTo(search.at("/best/replicated/fitness"));
        finalists.forEach(finalist -> {
            JsonNode entry = standing(finalist.get("fingerprint").asString());
            assertThat(entry.get("seeds").asInt())
                    .as("seeds on the leaderboard without the one that it was selected by")
                    .isEqualTo(4);
            assertThat(entry.get("fitness").asDouble())
                    .isCloseTo(finalist.at("/replicated/fitness").asDouble(), within(1e-12));
        });
        assertThat(standing(RELU).get("fitness").asDouble())
                .isCloseTo(search.at("/baselines/0/replicated/fitness").asDouble(), within(1e-12));
        assertNothingIsLeftOver();
    }

    @Test
    void theSeedThatAFunctionWasSelectedByDoesNotCountWhereFurtherSeedsWereTrainedBefore() {
        worker(Scripts.train());
        String request = """
                {"strategy": {"type": "random", "candidates": 1}, "start": {"functions": ["silu"]}, "baselines": [],
                 "trainingSeed": %d, "replication": {"candidates": %d, "seeds": 1},
                 "recipe": {"dataset": "fashion-mnist-mini", "epochs": 1}}""";
        completed(request.formatted(2, 0));

        JsonNode search = completed(request.formatted(1, 1));

        JsonNode entry = standing(search.at("/best/fingerprint").asString());
        assertThat(entry.get("seeds").asInt()).isEqualTo(1);
        assertThat(entry.get("fitness")).isEqualTo(search.at("/best/replicated/fitness"));
    }

    private JsonNode standing(String fingerprint) {
        return StreamSupport.stream(
                        service()
                                .read("/api/v1/leaderboard?limit=200")
                                .get("items")
                                .spliterator(),
                        false)
                .filter(entry -> entry.get("fingerprint").asString().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSearchIsNotCompletedBeforeItsReplicationIsAndSurvivesADisturbance() {
        var go = new CountDownLatch(1);
        worker(scene -> (scene.task().seed() == 1 ? Scripts.train() : Scripts.trainWhen(go)).play(scene));
        long id = service().submit(Requests.replicated(Requests.evolution(12, 3, 1), 2, 2));
        eventually(() -> assertThat(service().search(id).get("finalists")).hasSize(2));

        JsonNode running = service().search(id);
        assertThat(running.get("state").asString()).isEqualTo("RUNNING");
        assertThat(running.get("endedBy").asString()).isEqualTo("STRATEGY");
        assertThat(running.at("/best/replicated").isNull()).isTrue();
        service().control(id, "pause");
        service().control(id, "resume");
        go.countDown();

        JsonNode search = service().awaitState(id, "COMPLETED");
        assertThat(search.at("/best/replicated/succeeded").asInt()).isEqualTo(2);
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(12);
        assertThat(store().rows("replication")).isEqualTo(4);
        assertNothingIsLeftOver();
    }

    @Test
    void whatAnEndGaveUpIsNotTakenUpAgainByResuming() {
        var go = new CountDownLatch(1);
        worker(scene -> (scene.task().seed() > 1 ? Scripts.trainWhen(go) : Scripts.train()).play(scene));
        long id = service()
                .submit(stopping(Requests.replicated(Requests.evolution(60, 6, 1), 1, 1), "\"fitness\": 0.000001"));
        eventually(() -> assertThat(service().search(id).get("finalists")).hasSize(1));

        service().control(id, "pause");
        service().control(id, "resume");
        go.countDown();

        JsonNode search = service().awaitState(id, "COMPLETED");
        assertThat(search.get("endedBy").asString()).isEqualTo("FITNESS");
        assertThat(search.at("/progress/candidates/CANCELLED").asInt()).isPositive();
    }

    @Test
    void aReplicationThatFailsIsToldAndCanBeTriedAgain() {
        worker(scene -> (scene.task().seed() > 1 ? Scripts.fail("no such luck", false) : Scripts.train()).play(scene));

        JsonNode search = completed(Requests.replicated(Requests.evolution(12, 3, 1), 2, 1));

        assertThat(search.at("/finalists/0/replicated/failed").asInt()).isEqualTo(1);
        assertThat(search.at("/finalists/0/replicated/fitness").isNull()).isTrue();
        assertThat(search.at("/best/fitness")).isEqualTo(search.at("/finalists/0/fitness"));

        JsonNode many = service()
                .awaitState(service().submit(Requests.replicated(Requests.evolution(12, 3, 1), 4, 2)), "FAILED");
        assertThat(many.get("failure").asString()).contains("no such luck");
        endWorkers();
        worker(Scripts.train());
        service().control(many.get("id").asLong(), "resume");
        assertThat(service()
                        .awaitState(many.get("id").asLong(), "COMPLETED")
                        .at("/best/replicated/succeeded")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSearchWithoutAUsableFunctionHasNothingToReplicate() {
        worker(Scripts.diverge());

        JsonNode search = completed(Requests.replicated(Requests.one(), 3, 3));

        assertThat(search.get("finalists")).isEmpty();
        assertThat(search.get("best").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"stop\": {\"trainings\": 0}",
                "\"stop\": {\"fitness\": 0}",
                "\"stop\": {\"seconds\": 1e12}",
                "\"stop\": {\"patience\": -1}",
                "\"replication\": {\"candidates\": 101}",
                "\"replication\": {\"seeds\": 0}"
            })
    void rulesOutOfRangeAreRefused(String field) {
        ServiceClient.Reply reply = service().post("/api/v1/searches", "{%s}".formatted(field));

        assertThat(reply.status()).isEqualTo(400);
    }
}
