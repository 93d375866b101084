package io.afos.api.activation;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What users see of a function. */
class ActivationViewsTest extends SystemTest {

    private static final String RELU = "max(x,0)";

    @Test
    void anActivationIsShownWithItsCurve() {
        String relu = StreamSupport.stream(
                        service().read("/api/v1/catalog/activations").spliterator(), false)
                .filter(activation -> activation.get("name").asString().equals("relu"))
                .findFirst()
                .orElseThrow()
                .get("fingerprint")
                .asString();

        JsonNode activation = service().read("/api/v1/activations/" + relu);

        assertThat(activation.get("name").asString()).isEqualTo("relu");
        assertThat(activation.get("formula").asString()).isEqualTo(RELU);
        assertThat(activation.get("latex").asString()).contains("max");
        assertThat(activation.get("derivative").asString()).isNotBlank();
        assertThat(activation.get("curve")).hasSize(201).allSatisfy(point -> {
            double x = point.get("x").asDouble();
            assertThat(point.get("y").asDouble()).isCloseTo(Math.max(x, 0), within(1e-12));
            assertThat(point.get("dy").asDouble()).isEqualTo(x > 0 ? 1 : 0);
        });
        assertThat(activation.at("/curve/0/x").asDouble()).isEqualTo(-8);
        assertThat(activation.at("/curve/200/x").asDouble()).isEqualTo(8);
        assertThat(service().get("/api/v1/activations/" + "0".repeat(32)).status())
                .isEqualTo(404);
    }

    @Test
    void anActivationListsItsEvaluationsWithTheirCurves() {
        ScriptedWorker worker = worker(Scripts.train());
        for (int seed = 1; seed <= 5; seed++) {
            service()
                    .awaitState(
                            service()
                                    .submit(Requests.one()
                                            .replace("\"name\"", "\"trainingSeed\": %d, \"name\"".formatted(seed))),
                            "COMPLETED");
        }
        String fingerprint = store().text("select fingerprint from activation");
        await().until(() -> store().rows("epoch") == 10);

        List<JsonNode> evaluations = service().all("/api/v1/activations/%s/evaluations?limit=2".formatted(fingerprint));

        assertThat(evaluations).extracting(view -> view.get("seed").asInt()).containsExactly(1, 2, 3, 4, 5);
        for (int i = 0; i < 5; i++) {
            EvaluationTask task = worker.pulled().get(i);
            assertThat(evaluations.get(i).get("curve"))
                    .extracting(point -> point.get("loss").asDouble())
                    .containsExactly(
                            Marks.measurement(task, 1).loss(),
                            Marks.measurement(task, 2).loss());
        }
    }

    @Test
    void everyStandardActivationCanBeABaselineAndBeLookedAt() {
        service().read("/api/v1/catalog/activations").forEach(activation -> {
            JsonNode view = service()
                    .read("/api/v1/activations/" + activation.get("fingerprint").asString());
            assertThat(view.get("name")).isEqualTo(activation.get("name"));
            assertThat(view.get("formula")).isEqualTo(activation.get("formula"));
            assertThat(service()
                            .post(
                                    "/api/v1/searches",
                                    Requests.one()
                                            .replace(
                                                    "[]",
                                                    "[\"%s\"]"
                                                            .formatted(activation
                                                                    .get("name")
                                                                    .asString())))
                            .status())
                    .isEqualTo(202);
        });
    }

    @Test
    void theServiceRunsTheMigrationOfFingerprints() {
        assertThat(store().number("select count(*) from flyway_schema_history where version = '11' and success"))
                .isEqualTo(1);
    }
}
