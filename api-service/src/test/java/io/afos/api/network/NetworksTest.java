package io.afos.api.network;

import io.afos.api.system.Broker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.network.NetworkPlan;
import io.afos.model.recipe.ImageRecipe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static io.afos.api.network.NetworkFile.small;
import static org.assertj.core.api.Assertions.assertThat;

/** Networks that users upload as ONNX files. */
class NetworksTest extends SystemTest {

    private static final String QUEUE = ImageRecipe.networksQueue(Broker.DATASET);

    private static final String SEARCH = """
            {"name": "own", "replication": {"candidates": 0}, "strategy": {"type": "random", "candidates": 3},
             "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 100, "validationImages": 50, "architecture": "mine",
                        "epochs": 2%s}}""";

    @BeforeEach
    void forgetAll() {
        store().change("delete from network");
        store().change("delete from folder_classes");
    }

    private Reply upload(String name) {
        return NetworkFile.upload(service(), "name=" + name, small());
    }

    @Test
    void aNetworkIsKeptAndItIsToldWhatWasUnderstoodOfIt() {
        Reply reply = upload("mine");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.header("Location")).endsWith("/api/v1/networks/mine");
        JsonNode network = reply.json();
        assertThat(network.get("uploadedBy").asString()).isEqualTo("submitter");
        JsonNode description = network.get("description");
        assertThat(description.at("/input/channels").asInt()).isEqualTo(1);
        assertThat(description.at("/input/height").asInt()).isEqualTo(28);
        assertThat(description.get("classes").asInt()).isEqualTo(10);
        assertThat(description.get("parameters").asInt()).isEqualTo(36 + 4 + 4 + 288 + 8 + 80 + 10);
        assertThat(description.get("activations"))
                .extracting(place -> place.get("kind").asString())
                .containsExactly("ReLU", "SiLU (Swish)");
        assertThat(service().read("/api/v1/networks/mine")).isEqualTo(network);
        assertThat(service().read("/api/v1/networks")).containsExactly(network);
    }

    @Test
    void theSameNetworkIsKeptOnce() {
        upload("mine");

        assertThat(upload("mine").status()).isEqualTo(200);
        Reply other = upload("other");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("detail").asString())
                .isEqualTo("this network is here already, under the name mine");
    }

    @Test
    void anActivationStaysWhereTheRequestSaysSo() {
        String first =
                upload("mine").json().at("/description/activations/0/name").asString();

        Reply reply = NetworkFile.upload(service(), "name=partly&keep=" + first, small());

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().at("/description/activations")).hasSize(1);
        assertThat(reply.json().at("/description/kept/0/name").asString()).isEqualTo(first);
        Reply taken = NetworkFile.upload(service(), "name=mine&keep=" + first, small());
        assertThat(taken.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({"afos-base, name", "Mine, name", "-mine, name"})
    void aNameThatIsNoneIsRefused(String name, String field) {
        Reply reply = upload(name);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedWithTheReason() {
        var random = new Random(1);
        byte[] noise = new byte[2_000];
        random.nextBytes(noise);
        for (byte[] file : List.of(
                new byte[0],
                noise,
                "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1),
                Arrays.copyOf(small(), small().length - 100))) {
            Reply reply = NetworkFile.upload(service(), "name=mine", file);

            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("file");
        }
        assertThat(store().rows("network")).isZero();
    }

    @Test
    void whoMayOnlyReadUploadsAndDeletesNothing() {
        upload("mine");
        ServiceClient reader = serviceAs(ServiceClient.READER);

        assertThat(NetworkFile.upload(reader, "name=other", small()).status()).isEqualTo(403);
        assertThat(reader.send(reader.request("/api/v1/networks/mine").DELETE().build())
                        .status())
                .isEqualTo(403);
        assertThat(reader.get("/api/v1/networks/mine").status()).isEqualTo(200);
    }

    @Test
    void aSearchTrainsIt() {
        upload("mine");
        var tasks = new CopyOnWriteArrayList<EvaluationTask>();
        worker(QUEUE, scene -> {
            tasks.add(scene.task());
            Scripts.train().play(scene);
        });

        long id = service().submit(SEARCH.formatted(""));

        service().awaitState(id, "COMPLETED");
        NetworkPlan plan = tasks.get(0).plan();
        assertThat(plan.classes()).isEqualTo(10);
        assertThat(plan.image().channels()).isEqualTo(1);
        assertThat(plan.image().height()).isEqualTo(28);
        assertThat(service()
                        .search(id)
                        .at("/specification/recipe/architecture/name")
                        .asString())
                .isEqualTo("mine");
        JsonNode board = service().read("/api/v1/leaderboard?architecture=mine");
        assertThat(board.get("items").size()).isPositive();
        Reply deletion = delete("mine");
        assertThat(deletion.status()).isEqualTo(409);
        assertThat(deletion.json().get("detail").asString()).contains("is used by job " + id);
    }

    @Test
    void aBenchmarkComparesOnItAndOnOneOfTheCatalog() {
        upload("mine");
        worker(List.of(Broker.DATASET, QUEUE), Scripts.train());

        long id = service().submitBenchmark("""
                        {"architectures": ["afos-base", "mine"], "datasets": ["fashion-mnist-mini"], "activations": ["silu"], "seeds": [1, 2],
                         "recipe": {"epochs": 1, "trainImages": 100, "validationImages": 50}}""");

        eventually(() -> assertThat(
                        service().read("/api/v1/benchmarks/" + id).get("state").asString())
                .isEqualTo("COMPLETED"));
        assertThat(store().number("select count(*) from evaluation where dataset = ?", QUEUE))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "', \"width\": 0.5', recipe.width",
        "', \"depth\": \"TINY\"', recipe.depth",
        "', \"form\": \"SMALL\"', recipe.form",
        "', \"imageSize\": 1', recipe.imageSize"
    })
    void aRecipeThatDoesNotFitItIsRefused(String more, String field) {
        upload("mine");

        Reply reply = service().post("/api/v1/searches", SEARCH.formatted(more));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void onAFolderItTakesAsManyClassesAsAWorkerHasFoundEvenIfThatWorkerIsGone() {
        upload("mine");
        String search = SEARCH.formatted(", \"imageSize\": 28").replace("fashion-mnist-mini", "folder:leaves");
        Reply unread = service().post("/api/v1/searches", search);
        assertThat(unread.status()).isEqualTo(400);
        assertThat(unread.json().at("/errors/0/message").asString()).contains("no live worker has read yet");
        store().change(
                        "insert into worker (id, host, device, threads, engine, datasets, fetchable, started_at, last_seen, folders)"
                                + " select 'w', 'h', 'cpu', 1, 'e', '{folder:leaves}', '{}', now(), now(),"
                                + " '[{\"dataset\": \"folder:leaves\", \"content\": \"%s\", \"classCount\": 3, \"classes\": [], \"findings\": []}]'"
                                        .formatted("0".repeat(64)));
        assertThat(service().post("/api/v1/searches/estimate", search).status()).isEqualTo(200);
        store().change("delete from worker");
        var tasks = new CopyOnWriteArrayList<EvaluationTask>();
        worker(ImageRecipe.networksQueue("folder:leaves"), scene -> {
            tasks.add(scene.task());
            Scripts.train().play(scene);
        });

        long id = service().submit(search);

        service().awaitState(id, "COMPLETED");
        assertThat(tasks.get(0).plan().classes()).isEqualTo(3);
    }

    @Test
    void aNetworkThatNobodyUsesIsDeleted() {
        upload("mine");

        assertThat(delete("mine").status()).isEqualTo(204);

        assertThat(service().get("/api/v1/networks/mine").status()).isEqualTo(404);
        assertThat(service().post("/api/v1/searches", SEARCH.formatted("")).status())
                .isEqualTo(400);
    }

    private Reply delete(String name) {
        return service()
                .send(service().request("/api/v1/networks/" + name).DELETE().build());
    }
}
