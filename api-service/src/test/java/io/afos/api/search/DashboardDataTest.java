package io.afos.api.search;

import io.afos.api.system.Broker;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.afos.model.activation.NamedActivations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the dashboard asks the service for. */
class DashboardDataTest extends SystemTest {

    private static final String RELU =
            NamedActivations.find("relu").orElseThrow().fingerprint().value();

    @LocalServerPort
    private int port;

    @Test
    void aCourseOfFewCandidatesHasEachOfThem() {
        long id = completed(Requests.afos(10, 3, 1));

        JsonNode course = service().read("/api/v1/searches/%d/course".formatted(id));

        List<JsonNode> candidates = service().all("/api/v1/searches/%d/candidates".formatted(id));
        assertThat(course.get("width").intValue()).isEqualTo(1);
        assertThat(doubles(course.get("spots"), "fitness")).isEqualTo(doubles(candidates, "fitness"));
        double best = 0;
        for (int i = 0; i < candidates.size(); i++) {
            best = Math.max(best, candidates.get(i).get("fitness").doubleValue());
            assertThat(course.get("stretches").get(i).get("bestSoFar").doubleValue())
                    .isEqualTo(best);
        }
    }

    @Test
    void aCourseInFewStretchesCountsEveryCandidateAndEpoch() {
        long id = completed(Requests.afos(10, 3, 1));

        JsonNode course = service().read("/api/v1/searches/%d/course?stretches=4".formatted(id));

        assertThat(course.get("width").intValue()).isEqualTo(8);
        assertThat(course.get("stretches")).hasSize(4);
        assertThat(ints(course.get("stretches"), "last")).containsExactly(7, 15, 23, 29);
        assertThat(ints(course.get("stretches"), "scored").stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(30);
        assertThat(ints(course.get("spots"), "candidates").stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(30);
        assertThat(course.get("stretches").get(3).get("epochs").longValue()).isEqualTo(store().number("""
                        select sum(e.epochs) from candidate c join evaluation e on e.id = c.evaluation_id
                        where not c.reused"""));
    }

    @Test
    void thereIsNoCourseOfAnUnknownSearch() {
        assertThat(service().get("/api/v1/searches/999/course").status()).isEqualTo(404);
    }

    @Test
    void aFunctionsParentsAndChildrenFindEachOther() {
        long id = completed(Requests.afos(10, 4, 1));
        JsonNode child = service().all("/api/v1/searches/%d/candidates?operator=CROSSOVER".formatted(id)).stream()
                .filter(candidate -> candidate.get("rejection").isNull())
                .filter(candidate -> parents(id, candidate).stream().noneMatch(own(candidate)::equals))
                .findFirst()
                .orElseThrow();

        assertThat(parents(id, child)).isNotEmpty();
        for (String parent : parents(id, child)) {
            assertThat(relatives(parent, "children")).contains(own(child));
            assertThat(relatives(own(child), "parents")).contains(parent);
        }
    }

    @Test
    void aFunctionsFamilyHasItsFormsAndItsMirrorImage() {
        completed(Requests.one());
        String square =
                service().read("/api/v1/leaderboard").at("/items/0/fingerprint").stringValue();

        JsonNode family = service().read("/api/v1/activations/%s/family".formatted(square));
        JsonNode relu = service().read("/api/v1/activations/%s/family".formatted(RELU));

        assertThat(family.at("/forms/0/formula").stringValue()).isEqualTo("x^2");
        assertThat(family.at("/forms/0/candidates").intValue()).isEqualTo(1);
        assertThat(family.get("mirror").isNull())
                .as("x^2 is its own mirror image")
                .isTrue();
        assertThat(relu.at("/mirror/formula").stringValue()).isEqualTo("max(-x,0)");
        assertThat(relu.at("/mirror/known").booleanValue()).isFalse();
    }

    @Test
    void severalFunctionsAreDrawnAtOnceOverARangeOfOnesOwn() {
        JsonNode views = service()
                .read(
                        "/api/v1/activations?fingerprint=%s&fingerprint=%s&formula=max(x,0)&formula=gelu&from=0&to=1&points=3"
                                .formatted(RELU, "0".repeat(32)));

        assertThat(views).hasSize(3);
        assertThat(views.get(0).get("fingerprint")).isEqualTo(views.get(1).get("fingerprint"));
        assertThat(views.get(2).get("name").stringValue()).isEqualTo("gelu");
        assertThat(doubles(views.get(0).get("curve"), "x")).containsExactly(0.0, 0.5, 1.0);
    }

    @Test
    void pointsAreAsExactAsADouble() {
        JsonNode views = service()
                .read(
                        "/api/v1/activations?formula=5&formula=x/7&formula=-x&formula=-x*erf(exp(-x))&from=-1000&to=1000&points=3");

        assertThat(doubles(views.get(0).get("curve"), "y")).containsExactly(5.0, 5.0, 5.0);
        assertThat(doubles(views.get(0).get("curve"), "dy")).containsExactly(0.0, 0.0, 0.0);
        assertThat(doubles(views.get(1).get("curve"), "y")).containsExactly(-1000.0 / 7, 0.0, 1000.0 / 7);
        assertThat(doubles(views.get(2).get("curve"), "y")).containsExactly(1000.0, 0.0, -1000.0);
        assertThat(doubles(views.get(3).get("curve"), "y").get(0)).isCloseTo(1000, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "formula=x*(, 'formula[0]'",
        "from=1&to=1, to",
        "points=1, points",
        "points=5000, points",
        "fingerprint=abc, fingerprint",
    })
    void saysWhatIsWrongWithWhatIsToBeDrawn(String query, String field) {
        ServiceClient.Reply reply = service().get("/api/v1/activations?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").stringValue()).isEqualTo(field);
    }

    @Test
    void aWorkerTellsForWhichJobsItTrains() {
        var signal = new CountDownLatch(1);
        worker(Scripts.trainWhen(signal));
        long id = service().submit(Requests.one());

        eventually(() -> {
            JsonNode task = service().read("/api/v1/workers").at("/0/task");
            assertThat(task.at("/jobs").toString()).isEqualTo("[%d]".formatted(id));
            assertThat(task.get("formula").stringValue()).isEqualTo("x^2");
            assertThat(task.get("dataset").stringValue()).isEqualTo(Broker.DATASET);
            assertThat(task.get("architecture").stringValue()).isEqualTo("afos-base");
        });
        signal.countDown();
        service().awaitState(id, "COMPLETED");
    }

    @Test
    void aBenchmarksDiagramsAreThereOnceFunctionsCanBeCompared() {
        long id = service()
                .post("/api/v1/benchmarks", "{\"preset\": \"quick\", \"seeds\": [1]}")
                .json()
                .get("id")
                .longValue();
        String path = "/api/v1/benchmarks/%d/report/".formatted(id);
        assertThat(service().get(path + "ranks").status()).isEqualTo(404);

        worker(Scripts.train());

        service().awaitBenchmark(id, "COMPLETED");
        assertThat(service().get(path + "ranks").status()).isEqualTo(200);
        assertThat(service().get(path + "ranks").header("Content-Type")).startsWith("image/svg+xml");
        assertThat(service().get(path + "ranks").body())
                .startsWith("<svg xmlns")
                .contains("CD &#x3D; ");
        assertThat(service().get(path + "wins").body()).startsWith("<svg xmlns").contains("eelu-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/dashboard/app.js",
                "/dashboard/styles/base.css",
                "/webjars/lit-html/lit-html.js",
                "/webjars/uplot/dist/uPlot.esm.js",
                "/webjars/katex/dist/katex.mjs"
            })
    void theDashboardsFilesAreOpenAndKeptByBrowsers(String path) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        HttpResponse<Void> first = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<Void> second = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("If-None-Match", tag)
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(second.statusCode()).isEqualTo(304);
    }

    private long completed(String request) {
        worker(Scripts.train());
        long id = service().submit(request);
        service().awaitState(id, "COMPLETED");
        return id;
    }

    private List<String> parents(long id, JsonNode candidate) {
        return StreamSupport.stream(candidate.get("parents").spliterator(), false)
                .map(parent -> service().read("/api/v1/searches/%d/candidates/%d".formatted(id, parent.intValue())))
                .filter(parent -> parent.get("rejection").isNull())
                .map(DashboardDataTest::own)
                .toList();
    }

    private List<String> relatives(String fingerprint, String kind) {
        return StreamSupport.stream(
                        service()
                                .read("/api/v1/activations/%s/family".formatted(fingerprint))
                                .get(kind)
                                .spliterator(),
                        false)
                .map(DashboardDataTest::own)
                .toList();
    }

    private static String own(JsonNode candidate) {
        return candidate.get("fingerprint").stringValue();
    }

    private static List<Double> doubles(Iterable<JsonNode> nodes, String field) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.get(field).doubleValue())
                .toList();
    }

    private static List<Integer> ints(Iterable<JsonNode> nodes, String field) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.get(field).intValue())
                .toList();
    }
}
