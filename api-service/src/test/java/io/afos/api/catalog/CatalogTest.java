package io.afos.api.catalog;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.WorkerEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be chosen, and which workers have it. */
class CatalogTest extends SystemTest {

    @Test
    void theCatalogListsWhatCanBeChosen() {
        JsonNode functions = service().read("/api/v1/catalog/functions");
        assertThat(functions.get("unaries")).hasSize(18);
        assertThat(functions.get("binaries")).hasSize(8);
        JsonNode spaces = service().read("/api/v1/catalog/spaces");
        assertThat(spaces.at("/0/preset").asString()).isEqualTo("afos");
        assertThat(spaces.at("/0/chromosomes").asLong())
                .as("2,023 of 3 genes, 240,737 of 5 and 28,647,703 of 7")
                .isEqualTo(28_890_463);
        assertThat(service().read("/api/v1/catalog/activations"))
                .extracting(activation -> activation.get("name").asString())
                .contains("relu", "leaky-relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "tanh", "sigmoid")
                .contains("hard-swish", "eelu-1", "eelu-2", "eelu-3", "eelu-4");
        assertThat(service().read("/api/v1/catalog/architectures"))
                .extracting(architecture -> architecture.get("name").asString())
                .contains("afos-base", "afos-base-plain", "resnet50", "alexnet", "vgg16", "vgg16-bn", "mobilenet-v1")
                .contains("cct-7-3x1", "cct-7-3x1-sine", "cct-14-7x2");
        assertThat(service().read("/api/v1/catalog/datasets"))
                .extracting(view -> view.at("/dataset/name").asString())
                .contains("fashion-mnist-mini", "fashion-mnist", "mnist", "cifar10");
    }

    @Test
    void liveWorkersTellWhatTheyTrain() {
        var signal = new CountDownLatch(1);
        worker(Scripts.trainWhen(signal));
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(service()
                        .read("/api/v1/workers")
                        .at("/0/task/totalSteps")
                        .asInt())
                .isEqualTo(100));

        JsonNode workers = service().read("/api/v1/workers");

        assertThat(workers).hasSize(1);
        JsonNode worker = workers.get(0);
        assertThat(worker.get("id").asString()).isEqualTo("worker-1");
        assertThat(worker.get("host").asString()).isEqualTo("test-host");
        assertThat(worker.get("device").asString()).isEqualTo("cpu");
        assertThat(worker.at("/task/formula").asString()).isEqualTo("x^2");
        assertThat(worker.at("/task/imagesPerSecond").asDouble()).isEqualTo(2_000);
        assertThat(datasetWorkers()).containsExactly("worker-1");
        assertThat(service().read("/api/v1/catalog/folders")).isEmpty();
        signal.countDown();
        service().awaitState(id, "COMPLETED");
        eventually(
                () -> assertThat(service().read("/api/v1/workers").at("/0/task").isNull())
                        .isTrue());
        endWorkers();
        store().change("update worker set last_seen = now() - interval '31 s'");
        assertThat(service().read("/api/v1/workers")).isEmpty();
        assertThat(datasetWorkers()).isEmpty();
    }

    @Test
    void dataSetsTellWhereTheyComeFrom() {
        JsonNode beans = StreamSupport.stream(
                        service().read("/api/v1/catalog/datasets").spliterator(), false)
                .map(view -> view.get("dataset"))
                .filter(dataset -> dataset.get("name").asString().equals("beans"))
                .findFirst()
                .orElseThrow();

        assertThat(beans.get("licence").asString()).isEqualTo("MIT");
        assertThat(beans.get("citation").asString()).isNotBlank();
        assertThat(beans.get("classes")).hasSize(3);
        assertThat(beans.get("trainImages").asInt()).isEqualTo(1_034);
        assertThat(beans.get("validationImages").asInt()).isEqualTo(133);
        assertThat(beans.get("provision").asString()).isEqualToIgnoringCase("download");
        assertThat(beans.at("/files/0/name").asString()).isEqualTo("train.zip");
        assertThat(beans.at("/files/0/sha256").asString()).hasSize(64);
    }

    @Test
    void dataSetsTellWhichWorkersHaveThemAndWhichMayFetchThem() {
        broker().send(new WorkerEvent.Heartbeat(
                "has-one",
                new WorkerEvent.WorkerDescription(
                        "host", "cpu", 1, "none", List.of("mnist", "beans"), List.of("beans"), Instant.EPOCH),
                null));
        eventually(() -> assertThat(service().read("/api/v1/workers")).hasSize(1));

        assertThat(service().read("/api/v1/workers").at("/0/fetchable/0").asString())
                .isEqualTo("beans");
        assertThat(service().read("/api/v1/catalog/datasets"))
                .extracting(view -> view.at("/dataset/name").asString() + view.get("workers") + view.get("fetchers"))
                .contains("mnist[\"has-one\"][]", "beans[][\"has-one\"]", "cifar10[][]");
    }

    @Test
    void aFolderOfImagesIsADataSet() {
        worker("folder:leaves", Scripts.train());
        eventually(() -> {
            JsonNode folders = service().read("/api/v1/catalog/folders");
            assertThat(folders.at("/0/name").asString()).isEqualTo("folder:leaves");
            assertThat(folders.at("/0/workers")).hasSize(1);
        });
        long id = service()
                .submit(Requests.one()
                        .replace(
                                "\"dataset\": \"fashion-mnist-mini\", \"trainImages\": 1000,",
                                "\"dataset\": \"folder:leaves\", \"imageSize\": 32, \"augmentation\": \"standard\","));
        service().awaitState(id, "COMPLETED");

        assertThat(ids("/api/v1/searches?dataset=folder:leaves")).containsExactly(id);
        assertThat(ids("/api/v1/searches?dataset=leaves")).isEmpty();
    }

    private List<String> datasetWorkers() {
        return StreamSupport.stream(service().read("/api/v1/catalog/datasets").spliterator(), false)
                .filter(view -> view.at("/dataset/name").asString().equals("fashion-mnist-mini"))
                .flatMap(view -> StreamSupport.stream(view.get("workers").spliterator(), false))
                .map(JsonNode::asString)
                .toList();
    }

    private List<Long> ids(String path) {
        return service().all(path).stream()
                .map(search -> search.get("id").asLong())
                .toList();
    }
}
