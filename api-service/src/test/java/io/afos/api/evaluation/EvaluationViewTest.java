package io.afos.api.evaluation;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.WorkerEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What users see of an evaluation, against what workers said. */
class EvaluationViewTest extends SystemTest {

    @Test
    void anEvaluationShowsItsLearningCurve() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.one());
        service().awaitState(id, "COMPLETED");
        EvaluationTask task = worker.pulled().get(0);

        await().until(() -> service()
                        .read("/api/v1/evaluations/" + task.evaluationId())
                        .get("curve")
                        .size()
                == 2);
        JsonNode evaluation = service().read("/api/v1/evaluations/" + task.evaluationId());

        assertThat(evaluation.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(evaluation.get("attempt").asInt()).isEqualTo(1);
        assertThat(evaluation.get("workerId").asString()).isEqualTo("worker-1");
        assertThat(evaluation.get("dataset").asString()).isEqualTo("fashion-mnist-mini");
        assertThat(evaluation.get("seconds").asDouble()).isEqualTo(3);
        assertThat(evaluation.get("curve")).hasSize(2);
        for (int epoch = 1; epoch <= 2; epoch++) {
            WorkerEvent.EpochMetrics told = Marks.epoch(task, epoch);
            JsonNode point = evaluation.get("curve").get(epoch - 1);
            assertThat(point.get("epoch").asInt()).isEqualTo(epoch);
            assertThat(point.get("trainLoss").asDouble()).isEqualTo(told.trainLoss());
            assertThat(point.get("trainAccuracy").asDouble()).isEqualTo(told.trainAccuracy());
            assertThat(point.get("loss").asDouble()).isEqualTo(told.validation().loss());
            assertThat(point.get("accuracy").asDouble())
                    .isEqualTo(told.validation().accuracy());
        }
        assertThat(service().get("/api/v1/evaluations/4711").status()).isEqualTo(404);
    }
}
