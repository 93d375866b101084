package io.afos.api.search;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Measurement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What users see of searches, against what workers said. */
class SearchViewsTest extends SystemTest {

    private static final String RELU = "max(x,0)";

    @Test
    void aRunningSearchTellsHowFarItIs() {
        ScriptedWorker worker = worker(Scripts.first(6, Scripts.train(), Scripts.hang()));
        long id = service().submit(Requests.afos(20, 3, 1));
        eventually(() -> assertThat(service()
                        .search(id)
                        .at("/progress/evaluations/SUCCEEDED")
                        .asInt())
                .isEqualTo(6));
        eventually(() -> assertThat(
                        service().search(id).at("/progress/evaluations/RUNNING").asInt())
                .isEqualTo(1));

        JsonNode search = service().search(id);

        assertThat(search.get("state").asString()).isEqualTo("RUNNING");
        assertThat(search.at("/progress/generation").asInt()).isZero();
        assertThat(search.at("/progress/proposed").asInt()).isEqualTo(20);
        assertThat(search.at("/progress/planned").asInt()).isEqualTo(60);
        assertThat(sum(search.at("/progress/candidates"))).isEqualTo(20);
        assertThat((long) sum(search.at("/progress/evaluations"))).isEqualTo(store().rows("evaluation"));
        assertThat(search.at("/progress/evaluations/QUEUED").asInt()).isLessThanOrEqualTo(8);
        assertThat(search.at("/baselines/0/fitness").asDouble()).isEqualTo(Marks.fitness(worker.taskOf(RELU)));
        double trainings = store().rows("evaluation");
        double toCome = trainings - 6 + 40 * Math.min(1, trainings / 20);
        assertThat(search.get("remainingSeconds").asDouble())
                .as("3 s each for the one worker")
                .isCloseTo(3 * toCome, within(1e-6));
        double best = worker.pulled().stream()
                .limit(6)
                .filter(task -> !task.formula().equals(RELU))
                .mapToDouble(Marks::fitness)
                .max()
                .orElseThrow();
        assertThat(search.at("/best/fitness").asDouble()).isEqualTo(best);
    }

    @Test
    void beforeAnythingIsTrainedNoTimeIsEstimatedAndNothingIsBest() {
        JsonNode search = service().search(service().submit(Requests.random(30, 1)));

        assertThat(search.get("remainingSeconds").isNull()).isTrue();
        assertThat(search.get("best").isNull()).isTrue();
        assertThat(search.get("finishedAt").isNull()).isTrue();
    }

    @Test
    void theBestIsComparedWithRelu() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.random(20, 1));
        JsonNode best = service().awaitState(id, "COMPLETED").get("best");

        Measurement relu = Marks.measurement(worker.taskOf(RELU), 2);
        assertThat(best.get("accuracyAboveRelu").asDouble())
                .isCloseTo(best.get("accuracy").asDouble() - relu.accuracy(), within(1e-12));
        assertThat(best.get("fitness").asDouble())
                .isEqualTo(best.get("accuracy").asDouble() / best.get("loss").asDouble());
    }

    @Test
    void searchesAreListedNewestFirstAndFiltered() {
        worker(Scripts.train());
        long random = service().submit(Requests.random(3, 1));
        service().awaitState(random, "COMPLETED");
        endWorkers();
        long afos = service().submit(Requests.afos(4, 2, 1));
        long cifar =
                service().submit("{\"recipe\": {\"dataset\": \"cifar10\", \"architecture\": \"afos-base-plain\"}}");
        service().control(cifar, "pause");

        assertThat(ids("/api/v1/searches")).containsExactly(cifar, afos, random);
        assertThat(ids("/api/v1/searches?state=COMPLETED")).containsExactly(random);
        assertThat(ids("/api/v1/searches?state=PAUSED")).containsExactly(cifar);
        assertThat(ids("/api/v1/searches?strategy=afos")).containsExactly(cifar, afos);
        assertThat(ids("/api/v1/searches?dataset=fashion-mnist-mini")).containsExactly(afos, random);
        assertThat(ids("/api/v1/searches?architecture=afos-base-plain")).containsExactly(cifar);
        assertThat(ids("/api/v1/searches?architecture=afos-base-plain&state=RUNNING"))
                .isEmpty();
        JsonNode summary = service().read("/api/v1/searches?state=COMPLETED").at("/items/0");
        assertThat(summary.get("proposed").asInt()).isEqualTo(3);
        assertThat(summary.get("bestFitness").asDouble())
                .isEqualTo(service().search(random).at("/best/fitness").asDouble());
    }

    @Test
    void generationsSumUpTheirCandidates() {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(10, 4, 5));
        service().awaitState(id, "COMPLETED");
        Map<Integer, List<JsonNode>> members = new HashMap<>();
        candidates(id)
                .forEach(candidate -> members.computeIfAbsent(
                                candidate.get("generation").asInt(), generation -> new ArrayList<>())
                        .add(candidate));

        List<JsonNode> generations = service().all("/api/v1/searches/%d/generations?limit=3".formatted(id));

        assertThat(generations)
                .extracting(view -> view.get("generation").asInt())
                .containsExactly(0, 1, 2, 3);
        for (JsonNode view : generations) {
            List<JsonNode> own = members.get(view.get("generation").asInt());
            List<Double> fitness = own.stream()
                    .map(member -> member.get("fitness").asDouble())
                    .sorted()
                    .toList();
            assertThat(view.get("members").asInt()).isEqualTo(10);
            assertThat(view.get("scored").asInt()).isEqualTo(10);
            assertThat(view.get("bestFitness").asDouble()).isEqualTo(fitness.get(9));
            assertThat(view.get("medianFitness").asDouble())
                    .isCloseTo((fitness.get(4) + fitness.get(5)) / 2, within(1e-12));
            assertThat((long) view.get("reused").asInt())
                    .isEqualTo(own.stream()
                            .filter(member -> member.get("reused").asBoolean())
                            .count());
            assertThat((long) view.get("rejected").asInt())
                    .isEqualTo(own.stream()
                            .filter(member -> !member.get("rejection").isNull())
                            .count());
            JsonNode best = own.stream()
                    .max(Comparator.comparing(
                                    (JsonNode member) -> member.get("fitness").asDouble())
                            .thenComparing(member -> -member.get("ordinal").asInt()))
                    .orElseThrow();
            assertThat(view.get("bestOrdinal")).isEqualTo(best.get("ordinal"));
            assertThat(view.get("bestFormula")).isEqualTo(best.get("formula"));
        }
    }

    @Test
    void aLineageIsACandidateWithAllItsAncestors() {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(10, 5, 1));
        service().awaitState(id, "COMPLETED");
        List<JsonNode> candidates = candidates(id);

        for (int ordinal : List.of(0, 20, 41, 43, 46, 49)) {
            var ancestors = new TreeSet<Integer>(Comparator.reverseOrder());
            var open = new ArrayDeque<>(List.of(ordinal));
            while (!open.isEmpty()) {
                if (ancestors.add(open.peek())) {
                    candidates.get(open.peek()).get("parents").forEach(parent -> open.add(parent.asInt()));
                }
                open.remove();
            }
            JsonNode lineage = service().read("/api/v1/searches/%d/candidates/%d/lineage".formatted(id, ordinal));
            assertThat(lineage)
                    .extracting(candidate -> candidate.get("ordinal").asInt())
                    .containsExactlyElementsOf(ancestors);
        }
        assertThat(service()
                        .get("/api/v1/searches/%d/candidates/50/lineage".formatted(id))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCandidateTellsWhereItsFitnessComesFrom() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.one().replace("\"epochs\": 2", "\"epochs\": 2, \"reportTest\": true"));
        service().awaitState(id, "COMPLETED");
        EvaluationTask task = worker.pulled().get(0);

        JsonNode candidate = service().read("/api/v1/searches/%d/candidates/0".formatted(id));

        Measurement measured = Marks.measurement(task, 2);
        assertThat(candidate.get("genes").asString()).isEqualTo("mul|x,x");
        assertThat(candidate.get("formula").asString()).isEqualTo("x^2");
        assertThat(candidate.get("operator").asString()).isEqualTo("RANDOM");
        assertThat(candidate.get("fitness").asDouble()).isEqualTo(measured.accuracy() / measured.loss());
        assertThat(candidate.at("/evaluation/id").asLong()).isEqualTo(task.evaluationId());
        assertThat(candidate.at("/evaluation/outcome").asString()).isEqualTo("TRAINED");
        assertThat(candidate.at("/evaluation/accuracy").asDouble()).isEqualTo(measured.accuracy());
        assertThat(candidate.at("/evaluation/loss").asDouble()).isEqualTo(measured.loss());
        assertThat(candidate.at("/evaluation/testAccuracy").asDouble()).isEqualTo(measured.accuracy() / 2);
        assertThat(service()
                        .get("/api/v1/searches/%d/candidates/1".formatted(id))
                        .status())
                .isEqualTo(404);
        assertThat(service()
                        .get("/api/v1/searches/%d/candidates".formatted(id + 1))
                        .status())
                .isEqualTo(404);
    }

    private List<JsonNode> candidates(long id) {
        return service().all("/api/v1/searches/%d/candidates?limit=7".formatted(id));
    }

    private static int sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private List<Long> ids(String path) {
        return service().all(path).stream()
                .map(search -> search.get("id").asLong())
                .toList();
    }
}
