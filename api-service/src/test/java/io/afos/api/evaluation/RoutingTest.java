package io.afos.api.evaluation;

import io.afos.api.system.Broker;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks reach workers that can read their data set, and nobody waits in silence where there is none. */
class RoutingTest extends SystemTest {

    @Test
    void tasksGoToWorkersThatHaveTheirDataSet() {
        ScriptedWorker mini = worker(Scripts.train());
        ScriptedWorker cifar = worker(Broker.OTHER_DATASET, Scripts.train());
        long onMini = service().submit(Requests.random(5, 1));
        long onCifar = service().submit(onCifar10(Requests.random(5, 1)));

        service().awaitState(onMini, "COMPLETED");
        service().awaitState(onCifar, "COMPLETED");

        assertThat(mini.pulled()).isNotEmpty().allMatch(task -> dataset(task).equals(Broker.DATASET));
        assertThat(cifar.pulled()).isNotEmpty().allMatch(task -> dataset(task).equals(Broker.OTHER_DATASET));
    }

    @Test
    void aDataSetThatNoWorkerHasDoesNotKeepOthersFromTheirTasks() {
        service().submit(onCifar10(Requests.random(100, 1)).replace("\"name\"", "\"priority\": 9, \"name\""));
        worker(Scripts.train());
        long id = service().submit(Requests.random(20, 1));

        service().awaitState(id, "COMPLETED");
    }

    @Test
    void aSearchSaysAtOnceThatNoWorkerIsLive() {
        JsonNode submitted =
                service().post("/api/v1/searches", Requests.random(5, 1)).json();

        assertThat(submitted.get("obstacle").asString()).isEqualTo("no worker is live: start one");
    }

    @Test
    void aSearchSaysThatNoWorkerHasItsDataSetUntilOneComes() {
        worker(Scripts.train());
        eventually(() -> assertThat(service().get("/api/v1/workers").json()).hasSize(1));
        JsonNode submitted = service()
                .post("/api/v1/searches", onCifar10(Requests.random(5, 1)))
                .json();
        long id = submitted.get("id").asLong();
        assertThat(submitted.get("obstacle").asString())
                .startsWith("none of the live workers (1) has the data set cifar10: copy its files");

        worker(Broker.OTHER_DATASET, Scripts.train());

        service().awaitState(id, "COMPLETED");
        assertThat(service().search(id).path("obstacle").isNull()).isTrue();
    }

    @Test
    void aBenchmarkSaysWhichOfItsDataSetsNoWorkerHas() {
        worker(Scripts.train());
        eventually(() -> assertThat(service().get("/api/v1/workers").json()).hasSize(1));

        JsonNode submitted = service().post("/api/v1/benchmarks", """
                {"activations": ["tanh"], "datasets": ["fashion-mnist-mini", "cifar10"], "seeds": [1]}""").json();

        assertThat(submitted.get("obstacles").propertyNames()).containsExactly("cifar10");
        assertThat(submitted.at("/obstacles/cifar10").asString()).contains("no", "data set cifar10");
    }

    @Test
    void aPausedSearchHasNoObstacle() {
        long id = service().submit(Requests.random(5, 1));

        assertThat(service().control(id, "pause").json().path("obstacle").isNull())
                .isTrue();
    }

    private static String onCifar10(String request) {
        return request.replace(Broker.DATASET, Broker.OTHER_DATASET);
    }

    private static String dataset(EvaluationTask task) {
        return task.recipe().data().dataset();
    }
}
