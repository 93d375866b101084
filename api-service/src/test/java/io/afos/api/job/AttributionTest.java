package io.afos.api.job;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which key did what to a job is stored and shown. */
@Tag("any-backend")
class AttributionTest extends SystemTest {

    private static final String BENCHMARK = """
            {"activations": ["tanh"], "baselines": ["relu"], "architectures": ["afos-base"],
             "datasets": ["fashion-mnist-mini"], "seeds": [1]}""";

    @Test
    void aSearchTellsWhoSubmittedPausedResumedAndCancelledIt() {
        ServiceClient administrator = serviceAs(ServiceClient.ADMINISTRATOR);
        long id = service().submit(Requests.one());
        administrator.control(id, "pause");
        administrator.control(id, "pause");
        service().control(id, "resume");
        administrator.control(id, "cancel");

        assertThat(service().search(id).get("submittedBy").asString()).isEqualTo("submitter");
        assertThat(service().read("/api/v1/searches").at("/items/0/submittedBy").asString())
                .isEqualTo("submitter");
        assertThat(actions(service().search(id)))
                .containsExactly(
                        "submitter SUBMITTED", "administrator PAUSED", "submitter RESUMED", "administrator CANCELLED");
    }

    @Test
    void aBenchmarkTellsWhoSubmittedAndExtendedIt() {
        long id = service().submitBenchmark(BENCHMARK);
        serviceAs(ServiceClient.ADMINISTRATOR).post("/api/v1/benchmarks/%d/extend".formatted(id), "{\"seeds\": [2]}");

        assertThat(service()
                        .read("/api/v1/benchmarks")
                        .at("/items/0/submittedBy")
                        .asString())
                .isEqualTo("submitter");
        assertThat(actions(service().benchmark(id))).containsExactly("submitter SUBMITTED", "administrator EXTENDED");
    }

    @Test
    void importingNeedsARightOfItsOwnAndIsTold() {
        long id = service().submit(Requests.one());
        service().control(id, "cancel");
        String archive =
                service().get("/api/v1/searches/%d/export".formatted(id)).body();
        store().empty();

        assertThat(importAs(ServiceClient.SUBMITTER, archive).status()).isEqualTo(403);
        ServiceClient.Reply imported = importAs(ServiceClient.IMPORTER, archive);

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        JsonNode search = service().search(imported.json().get("id").asLong());
        assertThat(search.get("submittedBy").asString()).isEqualTo("importer");
        assertThat(actions(search)).containsExactly("importer IMPORTED");
    }

    @Test
    void ofEachJobTheLatestHundredActionsAreKept() {
        long id = service().submit(Requests.one());
        store().change(
                        "insert into job_action (job_id, action, key) select ?, 'PAUSED', 'x' from generate_series(1, 200)",
                        id);

        service().control(id, "pause");

        assertThat(store().rows("job_action")).isEqualTo(100);
    }

    private ServiceClient.Reply importAs(String key, String archive) {
        ServiceClient client = serviceAs(key);
        return client.send(client.request("/api/v1/searches/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(archive))
                .build());
    }

    private static List<String> actions(JsonNode job) {
        return StreamSupport.stream(job.get("actions").spliterator(), false)
                .map(action -> action.get("key").asString() + " "
                        + action.get("action").asString())
                .toList();
    }
}
