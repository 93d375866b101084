package io.afos.api.search.estimate;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a search would take, before it is submitted. */
class EstimateTest extends SystemTest {

    /** Of a scripted worker. */
    private static final double SECONDS_PER_EPOCH = 1.5;

    private JsonNode estimate(String request) {
        var reply = service().post("/api/v1/searches/estimate", request);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static long number(JsonNode estimate, String pointer) {
        return estimate.at(pointer).asLong();
    }

    @Test
    void beforeAnythingWasTrainedTheTrainingsAreToldButNoHours() {
        JsonNode estimate = estimate(Requests.evolution(60, 6, 1));

        assertThat(number(estimate, "/candidates")).isEqualTo(60);
        assertThat(number(estimate, "/trainings/expected")).isEqualTo(60);
        assertThat(number(estimate, "/trainings/atMost")).isEqualTo(60);
        assertThat(number(estimate, "/epochs/expected")).isEqualTo(120);
        assertThat(number(estimate, "/alreadyTrained")).isZero();
        assertThat(estimate.at("/hours").isNumber()).isFalse();
        assertThat(estimate.at("/throughput/basis").asString()).isEqualTo("NONE");
        assertThat(estimate.at("/notes").toString())
                .contains("run a short search first")
                .contains("no worker is live");
    }

    @Test
    void nothingIsStored() {
        estimate(Requests.AFOS);
        estimate(Requests.asha(20, 4, 1));

        for (String table : List.of("job", "search", "candidate", "recipe", "activation", "evaluation", "event")) {
            assertThat(store().rows(table)).as(table).isZero();
        }
    }

    @Test
    void aRandomSearchTakesTheTrainingsThatWereEstimated() {
        assertThat(expectedOf(Requests.random(80, 3))).isEqualTo(takenBy(Requests.random(80, 3)));
    }

    @Test
    void anExhaustiveSearchTakesTheTrainingsThatWereEstimated() {
        assertThat(expectedOf(Requests.exhaustive())).isEqualTo(takenBy(Requests.exhaustive()));
    }

    @Test
    void aSearchOfThePaperTakesAboutTheTrainingsThatWereEstimated() {
        String request = Requests.afos(20, 8, 1);

        long expected = expectedOf(request);

        assertThat((double) takenBy(request)).isCloseTo(expected, within(0.15 * expected));
    }

    private long expectedOf(String request) {
        return number(estimate(request), "/trainings/expected");
    }

    private long takenBy(String request) {
        worker(Scripts.train());
        service().awaitState(service().submit(request), "COMPLETED");
        return store().rows("evaluation");
    }

    @Test
    void whatIsTrainedAlreadyCostsNothingAndTellsHowLongTheRestTakes() {
        worker(Scripts.train());
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(40, 3)), "COMPLETED");
        long trained = store().rows("evaluation");

        JsonNode again = estimate(Requests.random(40, 3));
        JsonNode longer = estimate(Requests.random(90, 3));

        assertThat(number(again, "/alreadyTrained")).isEqualTo(trained);
        assertThat(number(again, "/trainings/expected")).isZero();
        assertThat(again.at("/hours").asDouble()).isZero();
        assertThat(number(longer, "/alreadyTrained")).isEqualTo(trained);
        assertThat(longer.at("/throughput/basis").asString()).isEqualTo("RECIPE");
        assertThat(number(longer, "/throughput/trainings")).isEqualTo(trained);
        assertThat(longer.at("/throughput/secondsPerEpoch").asDouble()).isEqualTo(SECONDS_PER_EPOCH);
        assertThat(longer.at("/throughput/epochsPerTraining").asDouble()).isEqualTo(2);
        assertThat(number(longer, "/throughput/workers")).isEqualTo(2);
        long epochs = 2 * number(longer, "/trainings/expected");
        assertThat(epochs).isPositive();
        assertThat(number(longer, "/epochs/expected")).isEqualTo(epochs);
        assertThat(longer.at("/hours").asDouble()).isCloseTo(epochs * SECONDS_PER_EPOCH / 2 / 3_600, within(1e-9));
        assertThat(longer.at("/notes")).isEmpty();
    }

    @Test
    void trainingsThatAreScreenedOutCountWithTheEpochsThatTheyTook() {
        worker(Scripts.first(10, Scripts.screenOut(), Scripts.train()));
        service().awaitState(service().submit(Requests.evolution(20, 2, 1)), "COMPLETED");

        JsonNode estimate = estimate(Requests.evolution(100, 2, 2));

        assertThat(estimate.at("/throughput/epochsPerTraining").asDouble()).isEqualTo(1.5);
        assertThat(number(estimate, "/epochs/expected"))
                .isCloseTo(Math.round(1.5 * number(estimate, "/trainings/expected")), within(1L));
        assertThat(number(estimate, "/epochs/atMost")).isEqualTo(200);
    }

    @Test
    void anotherRecipeWithTheSameNetworkTellsImagesPerSecond() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.evolution(10, 2, 1)), "COMPLETED");
        String other = Requests.evolution(10, 2, 1)
                .replace("\"trainImages\": 1000", "\"trainImages\": 3000, \"imageSize\": 28");

        JsonNode estimate = estimate(other);
        JsonNode wider = estimate(other.replace("\"width\": 0.125", "\"width\": 0.25"));

        assertThat(estimate.at("/throughput/basis").asString()).isEqualTo("NETWORK");
        assertThat(estimate.at("/throughput/secondsPerEpoch").asDouble()).isCloseTo(1.5, within(1e-9));
        assertThat(estimate.at("/hours").asDouble()).isCloseTo(20 * 1.5 / 3_600, within(1e-9));
        assertThat(wider.at("/throughput/basis").asString()).isEqualTo("NONE");
    }

    @Test
    void trainingsOfOtherMachinesDoNotCount() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.evolution(10, 2, 1)), "COMPLETED");
        store().change("update evaluation set worker_id = 'imported 1'");

        JsonNode estimate = estimate(Requests.evolution(10, 2, 2));

        assertThat(estimate.at("/throughput/basis").asString()).isEqualTo("NONE");
    }

    @Test
    void shortenedTrainingsHaveTheEpochsOfTheirRung() {
        JsonNode estimate = estimate(Requests.with(Requests.asha(40, 4, 1), "\"baselines\": []"));

        long trainings = number(estimate, "/trainings/expected");
        long epochs = number(estimate, "/epochs/expected");
        assertThat(trainings).isBetween(40 + 20 + 10L, 40 + 30 + 20L);
        assertThat(epochs).isBetween(40 + 2 * 20 + 4 * 10L, 40 + 2 * 30 + 4 * 20L);
        assertThat(number(estimate, "/trainings/atMost")).isEqualTo(120);
        assertThat(number(estimate, "/epochs/atMost")).isEqualTo(40 * (1 + 2 + 4));
    }

    @Test
    void aSearchThatEndsEarlyIsExpectedToAndReplicationsComeOnTop() {
        String request = Requests.with(
                Requests.replicated(Requests.evolution(60, 6, 1), 2, 4),
                "\"stop\": {\"trainings\": 25, \"patience\": 5}");

        JsonNode estimate = estimate(request);

        assertThat(number(estimate, "/trainings/expected")).isEqualTo(25 + 2 * 4);
        assertThat(number(estimate, "/trainings/atMost")).isEqualTo(25 + 2 * 4);
        assertThat(number(estimate, "/epochs/atMost")).isEqualTo(2 * (25 + 2 * 4));
        assertThat(estimate.at("/notes").toString()).contains("may end earlier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"recipe\": {\"epochs\": 0}}",
                "{\"recipe\": {\"dataset\": \"nowhere\"}}",
                "{\"strategy\": {\"type\": \"exhaustive\"}}",
                "{\"strategy\": {\"type\": \"surrogate\", \"batch\": 9, \"concurrency\": 8}}",
                "{\"baselines\": [\"nothing\"]}",
                "{\"start\": {\"functions\": [\"x+\"]}}",
                "{\"unheard\": 1}",
                "[",
            })
    void whatCannotBeSubmittedCannotBeEstimated(String request) {
        JsonNode estimate = service().post("/api/v1/searches/estimate", request).json();
        JsonNode submission = service().post("/api/v1/searches", request).json();

        assertThat(estimate.at("/status").asInt()).isEqualTo(400);
        assertThat(estimate.at("/detail")).isEqualTo(submission.at("/detail"));
        assertThat(estimate.at("/errors")).isEqualTo(submission.at("/errors"));
    }
}
