package io.afos.api.event;

import io.afos.api.event.Watcher.Told;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What live events tell: everything that happens to a job. */
class EventsTest extends EventSystemTest {

    @Test
    void aSearchIsToldFromSubmissionToEnd() {
        Watcher watcher = watch("", null);
        worker(Scripts.train());
        long id = service().submit(Requests.AFOS);
        service().awaitState(id, "COMPLETED");
        awaitJob(watcher, id, "COMPLETED");

        assertThat(watcher.header("Content-Type")).startsWith("text/event-stream");
        assertThat(watcher.header("Cache-Control")).isEqualTo("no-store");
        assertThat(watcher.header("X-Accel-Buffering")).isEqualTo("no");
        List<Told> told = watcher.told();
        assertThat(told.get(0).kind()).isEqualTo("job");
        assertThat(told.get(0).data().toString())
                .isEqualTo("{\"job\":%d,\"type\":\"search\",\"name\":\"test\",\"state\":\"RUNNING\"}".formatted(id));
        assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
        assertThat(watcher.told("job")).hasSize(2);
        List<JsonNode> candidates = service().all("/api/v1/searches/%d/candidates".formatted(id));
        assertThat(candidates).hasSize(50);
        for (JsonNode candidate : candidates) {
            List<JsonNode> course =
                    ofCandidate(watcher, candidate.get("ordinal").asInt());
            assertThat(course.get(course.size() - 1).get("state").asString()).isEqualTo("SCORED");
            assertThat(course.size()).isLessThanOrEqualTo(2);
            for (String field : List.of("generation", "formula", "fingerprint")) {
                assertThat(course)
                        .allSatisfy(event -> assertThat(event.get(field)).isEqualTo(candidate.get(field)));
            }
            assertThat(course.get(course.size() - 1).get("fitness").asDouble())
                    .isEqualTo(candidate.get("fitness").asDouble());
        }
        for (String evaluation : store().texts("select id::text from evaluation")) {
            List<JsonNode> course = ofEvaluation(watcher, "evaluation", evaluation);
            assertThat(course)
                    .extracting(event -> event.get("state").asString())
                    .endsWith("SUCCEEDED");
            assertThat(course).extracting(event -> event.get("jobs").toString()).containsOnly("[" + id + "]");
            JsonNode view = service().read("/api/v1/evaluations/" + evaluation);
            assertThat(course.get(course.size() - 1).get("fitness").asDouble())
                    .isEqualTo(view.get("fitness").asDouble());
            view.get("curve")
                    .forEach(point -> eventually(() -> assertThat(ofEvaluation(watcher, "epoch", evaluation))
                            .as("points may be told in another order, and after the end")
                            .anySatisfy(event -> point.propertyNames()
                                    .forEach(name -> assertThat(event.get(name).asDouble())
                                            .as(name)
                                            .isEqualTo(point.get(name).asDouble())))));
        }
    }

    @Test
    void pauseAndCancelAreToldWithWhatTheyTakeBack() {
        Watcher watcher = watch("", null);
        worker(Scripts.hang());
        long id = service().submit(Requests.random(30, 1));
        eventually(() -> assertThat(states(watcher, "evaluation")).contains("RUNNING"));

        service().control(id, "pause");
        service().control(id, "cancel");
        awaitJob(watcher, id, "CANCELLED");

        assertThat(states(watcher, "job")).containsExactly("RUNNING", "PAUSED", "CANCELLED");
        eventually(() -> assertThat(watcher.told("evaluation").stream()
                        .filter(event -> event.data().get("state").asString().equals("CANCELLED")))
                .hasSize((int) store().rows("evaluation")));
        assertThat(states(watcher, "evaluation"))
                .startsWith("RUNNING", "PENDING")
                .doesNotContain("QUEUED");
        eventually(() -> assertThat(states(watcher, "candidate").stream().filter("CANCELLED"::equals))
                .hasSameSizeAs(states(watcher, "candidate").stream()
                        .filter("OPEN"::equals)
                        .toList()));
    }

    @Test
    void aStreamOfOneJobTellsNothingOfOthers() {
        worker(Scripts.train());
        long other = service().submit(Requests.random(5, 2));
        service().awaitState(other, "COMPLETED");
        endWorkers();
        String before;
        try (Watcher all = Watcher.open(service(), "", null)) {
            before = all.lastId();
        }
        long shared = service().submit(Requests.random(10, 1));
        long id = service().submit(Requests.random(10, 1).replace("test", "second"));
        worker(Scripts.train());
        service().awaitState(shared, "COMPLETED");
        service().awaitState(id, "COMPLETED");

        Watcher resumed = watch("?job=" + id, before);
        Watcher both = watch("?job=%d&job=%d".formatted(id, shared), before);

        awaitJob(resumed, id, "COMPLETED");
        awaitJob(both, id, "COMPLETED");
        awaitJob(both, shared, "COMPLETED");
        assertThat(resumed.told()).allSatisfy(event -> assertThat(jobsOf(event)).contains(id));
        assertThat(resumed.told("evaluation"))
                .as("what both jobs wait for concerns both")
                .anySatisfy(event -> assertThat(jobsOf(event)).containsExactly(shared, id));
        assertThat(both.told().stream().map(Told::data).filter(data -> data.has("ordinal")))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aBenchmarkThatGoesOnAfterItsEndIsTold() {
        worker(Scripts.train());
        Watcher watcher = watch("", null);
        long id = service().submitBenchmark("""
                {"name": "b", "architectures": ["afos-base"], "datasets": ["fashion-mnist-mini"], "seeds": [1],
                 "activations": ["silu"], "baselines": ["relu"], "metric": "ACCURACY",
                 "recipe": {"trainImages": 100, "validationImages": 50, "epochs": 1, "batchSize": 10}}""");
        service().awaitBenchmark(id, "COMPLETED");
        service().post("/api/v1/benchmarks/%d/extend".formatted(id), "{\"seeds\": [2]}");
        service().awaitBenchmark(id, "COMPLETED");

        eventually(() ->
                assertThat(states(watcher, "job")).containsExactly("RUNNING", "COMPLETED", "RUNNING", "COMPLETED"));
        assertThat(watcher.told("job").get(0).data().get("type").asString()).isEqualTo("benchmark");
    }

    private void awaitJob(Watcher watcher, long id, String state) {
        eventually(() -> assertThat(watcher.told("job")).anySatisfy(event -> {
            assertThat(event.data().get("job").asLong()).isEqualTo(id);
            assertThat(event.data().get("state").asString()).isEqualTo(state);
        }));
    }

    private static List<String> states(Watcher watcher, String kind) {
        return watcher.told(kind).stream()
                .map(event -> event.data().get("state").asString())
                .toList();
    }

    private static List<JsonNode> ofCandidate(Watcher watcher, int ordinal) {
        return watcher.told("candidate").stream()
                .map(Told::data)
                .filter(data -> data.get("ordinal").asInt() == ordinal)
                .toList();
    }

    private static List<JsonNode> ofEvaluation(Watcher watcher, String kind, String evaluation) {
        return watcher.told(kind).stream()
                .map(Told::data)
                .filter(data -> data.get("evaluation").asString().equals(evaluation))
                .toList();
    }

    private static List<Long> jobsOf(Told event) {
        JsonNode jobs = event.data().get("jobs");
        return jobs == null
                ? List.of(event.data().get("job").asLong())
                : jobs.valueStream().map(JsonNode::asLong).toList();
    }
}
