package io.afos.api.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole system as a user starts it: embedded PostgreSQL and broker, two worker processes, real training on real
 * images. A search that is disturbed must end as the undisturbed one with the same seed does, to the last bit.
 */
class EndToEndTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int POPULATION = 8;
    private static final int GENERATIONS = 3;
    private static final String REQUEST = """
            {"strategy": {"type": "afos", "population": 8, "generations": 3, "elites": 2},
             "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 200, "validationImages": 50, "width": 0.125,
                        "epochs": 1, "batchSize": 32, "optimizer": {"learningRate": 0.01}},
             "baselines": ["relu", "gelu"], "replication": {"candidates": 1, "seeds": 2}, "seed": 3}""";

    @TempDir
    private static Path parent;

    private static List<String> undisturbed;

    @BeforeAll
    static void searchUndisturbed() throws Exception {
        try (var service = ServiceProcess.start(parent.resolve("undisturbed"))) {
            long search = service.submit(REQUEST);
            service.awaitCompletion(search);
            undisturbed = course(service, search);
            checkCounts(service, search);
            checkLineage(service, search);
            checkRepetition(service, search);
        }
    }

    @Test
    void aSearchThatLostAWorkerAndThenItsServiceEndsAsTheUndisturbedOne() throws Exception {
        Path directory = parent.resolve("disturbed");
        long search;
        try (var service = ServiceProcess.start(directory)) {
            search = service.submit(REQUEST);
            awaitMiddle(service, search, 1);
            ProcessHandle worker = service.workers().get(0);
            worker.destroyForcibly();
            await().atMost(LIMIT).until(() -> !worker.isAlive());
            await().atMost(LIMIT).until(() -> service.workers().size() == 2);
            awaitMiddle(service, search, 3);
            service.kill();
        }

        try (var service = ServiceProcess.start(directory)) {
            service.awaitCompletion(search);

            assertThat(course(service, search)).isEqualTo(undisturbed);
        }
    }

    /** Before the last generation, with something done, something at work and something to do. */
    private static void awaitMiddle(ServiceProcess service, long search, int done) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonNode progress = service.status(search).get("progress");
            JsonNode evaluations = progress.get("evaluations");
            return progress.get("generation").intValue() < GENERATIONS - 1
                    && evaluations.get("SUCCEEDED").intValue() >= done
                    && evaluations.get("RUNNING").intValue() >= 1;
        });
    }

    /** Every candidate with all that must be equal when a search is repeated. */
    private static List<String> course(ServiceProcess service, long search) {
        var course = new ArrayList<String>();
        for (JsonNode candidate : candidates(service, search)) {
            course.add("%s %s %s %s %s %s %s"
                    .formatted(
                            candidate.get("ordinal"),
                            candidate.get("generation"),
                            candidate.get("genes"),
                            candidate.get("operator"),
                            candidate.get("parents"),
                            candidate.get("fitness"),
                            candidate.get("rejection")));
        }
        course.add("best " + service.status(search).get("best"));
        service.status(search)
                .get("baselines")
                .forEach(baseline -> course.add(baseline.get("name") + " " + baseline.get("fitness")));
        return course;
    }

    private static JsonNode candidates(ServiceProcess service, long search) {
        return service.get("/api/v1/searches/" + search + "/candidates?limit=200")
                .get("items");
    }

    private static void checkCounts(ServiceProcess service, long search) {
        JsonNode progress = service.status(search).get("progress");
        assertThat(progress.get("proposed").intValue()).isEqualTo(POPULATION * GENERATIONS);
        assertThat(progress.at("/candidates/SCORED").intValue()).isEqualTo(POPULATION * GENERATIONS);
        for (String state : List.of("PENDING", "QUEUED", "RUNNING", "FAILED", "CANCELLED")) {
            assertThat(progress.at("/evaluations/" + state).intValue())
                    .as(state)
                    .isZero();
        }
        assertThat(service.status(search).at("/best/fitness").doubleValue()).isGreaterThan(0);
        assertThat(service.status(search).get("baselines"))
                .allSatisfy(baseline ->
                        assertThat(baseline.get("state").stringValue()).isEqualTo("SUCCEEDED"));
    }

    private static void checkLineage(ServiceProcess service, long search) {
        for (JsonNode candidate : candidates(service, search)) {
            int parents = switch (candidate.get("operator").stringValue()) {
                case "RANDOM" -> 0;
                case "ELITE", "MUTATION" -> 1;
                default -> 2;
            };
            assertThat(candidate.get("parents")).as(candidate.toString()).hasSize(parents);
            candidate
                    .get("parents")
                    .forEach(parent -> assertThat(parent.intValue() / POPULATION)
                            .as("generation of a parent")
                            .isEqualTo(candidate.get("generation").intValue() - 1));
        }
    }

    private static void checkRepetition(ServiceProcess service, long search) {
        JsonNode before = service.get("/api/v1/leaderboard?limit=200");
        long again = service.submit(REQUEST);
        service.awaitCompletion(again);

        assertThat(again).isNotEqualTo(search);
        assertThat(course(service, again)).isEqualTo(undisturbed);
        assertThat(candidates(service, again))
                .as("candidates of the repeated search")
                .allSatisfy(candidate -> assertThat(candidate.get("reused").booleanValue()
                                || !candidate.get("rejection").isNull())
                        .isTrue());
        assertThat(service.get("/api/v1/leaderboard?limit=200")).isEqualTo(before);
    }
}
