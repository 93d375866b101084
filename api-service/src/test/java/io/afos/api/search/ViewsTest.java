package io.afos.api.search;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Measurement;
import io.afos.model.message.WorkerEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What users see, against what workers said. */
class ViewsTest extends SystemTest {

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
        assertThat(search.at("/baselines/0/fitness").asDouble()).isEqualTo(Marks.fitness(taskOf(worker, RELU)));
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

        Measurement relu = Marks.measurement(taskOf(worker, RELU), 2);
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

    @ParameterizedTest
    @CsvSource({"FITNESS, fitness, -1", "ACCURACY, accuracy, -1", "LOSS, loss, 1"})
    void theLeaderboardIsSortedAndComparedWithRelu(String metric, String field, int direction) {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.random(20, 1));
        service().awaitState(id, "COMPLETED");

        List<JsonNode> entries = service().all("/api/v1/leaderboard?limit=4&metric=" + metric);

        assertThat(entries).hasSize(worker.pulled().size());
        assertThat(entries)
                .extracting(entry -> entry.get("rank").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(entries)
                .extracting(entry -> direction * entry.get(field).asDouble())
                .isSorted();
        double relu = entries.stream()
                .filter(entry -> entry.get("name").asString("").equals("relu"))
                .findFirst()
                .orElseThrow()
                .get(field)
                .asDouble();
        assertThat(entries).allSatisfy(entry -> {
            EvaluationTask task = taskOf(worker, entry.get("formula").asString());
            Measurement measured = Marks.measurement(task, 2);
            assertThat(entry.get("accuracy").asDouble()).isEqualTo(measured.accuracy());
            assertThat(entry.get("loss").asDouble()).isEqualTo(measured.loss());
            assertThat(entry.get("seeds").asInt()).isEqualTo(1);
            assertThat(entry.get("differenceToRelu").asDouble())
                    .isEqualTo(entry.get(field).asDouble() - relu);
            assertThat(entry.get("baseline").asBoolean())
                    .isEqualTo(!entry.get("name").isNull());
        });
    }

    @Test
    void theLeaderboardIsAMeanOverSeeds() {
        ScriptedWorker worker = worker(Scripts.train());
        for (int seed = 1; seed <= 3; seed++) {
            service()
                    .awaitState(
                            service()
                                    .submit(Requests.one()
                                            .replace("\"name\"", "\"trainingSeed\": %d, \"name\"".formatted(seed))),
                            "COMPLETED");
        }

        JsonNode entry = service().read("/api/v1/leaderboard").at("/items/0");

        assertThat(entry.get("seeds").asInt()).isEqualTo(3);
        assertThat(entry.get("fitness").asDouble())
                .isCloseTo(
                        worker.pulled().stream()
                                .mapToDouble(Marks::fitness)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(entry.get("differenceToRelu").isNull()).isTrue();
    }

    @Test
    void aLeaderboardIsOfOneRecipe() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(4, 1)), "COMPLETED");
        service()
                .awaitState(
                        service().submit(Requests.random(4, 1).replace("\"epochs\": 2", "\"epochs\": 3")), "COMPLETED");
        service()
                .awaitState(
                        service().submit(Requests.random(4, 1).replace("afos-base", "afos-base-plain")), "COMPLETED");

        JsonNode contexts = service().read("/api/v1/leaderboard/contexts");

        assertThat(contexts).hasSize(3).allSatisfy(context -> {
            JsonNode board = service()
                    .read("/api/v1/leaderboard?recipe="
                            + context.get("recipeHash").asString());
            assertThat(board.at("/context/recipeHash")).isEqualTo(context.get("recipeHash"));
            assertThat(board.get("items")).hasSize(context.get("functions").asInt());
        });
        assertThat(service()
                        .read("/api/v1/leaderboard?architecture=afos-base")
                        .at("/context/recipe/epochs")
                        .asInt())
                .as("the newest that fits")
                .isEqualTo(3);
        assertThat(service().read("/api/v1/leaderboard/contexts?architecture=afos-base"))
                .hasSize(2);
        assertThat(service().get("/api/v1/leaderboard?recipe=" + "0".repeat(64)).status())
                .isEqualTo(404);
        assertThat(service()
                        .get("/api/v1/leaderboard?dataset=mnist&recipe="
                                + contexts.get(0).get("recipeHash").asString())
                        .status())
                .isEqualTo(404);
        assertThat(service().read("/api/v1/leaderboard?dataset=mnist").get("items"))
                .isEmpty();
    }

    @Test
    void anEmptyLeaderboardHasNoContext() {
        JsonNode board = service().read("/api/v1/leaderboard");

        assertThat(board.get("context").isNull()).isTrue();
        assertThat(board.get("items")).isEmpty();
        assertThat(board.get("next").isNull()).isTrue();
    }

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
    void theCatalogueListsWhatCanBeChosen() {
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

    private static EvaluationTask taskOf(ScriptedWorker worker, String formula) {
        return worker.pulled().stream()
                .filter(task -> task.formula().equals(formula))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody trained " + formula));
    }

    private List<Long> ids(String path) {
        return service().all(path).stream()
                .map(search -> search.get("id").asLong())
                .toList();
    }

    private List<JsonNode> candidates(long id) {
        return service().all("/api/v1/searches/%d/candidates?limit=7".formatted(id));
    }

    private static int sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }
}
