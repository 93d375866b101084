package io.afos.api.benchmark;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static java.util.stream.StreamSupport.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** Benchmarks from submission to their matrix. */
class BenchmarkTest extends SystemTest {

    private static final List<String> DATASETS = List.of("fashion-mnist-mini", "mnist", "fashion-mnist");

    private static final String RECIPE = """
            {"trainImages": 1000, "validationImages": 500, "width": 0.125, "epochs": 2, "batchSize": 50}""";

    /** Three functions, two networks, two data sets, two seeds: 24 cells. */
    private static final String REQUEST = """
            {"name": "test", "activations": ["eelu-2", "x*tanh(exp(x))"], "baselines": ["relu"],
             "architectures": ["afos-base", "afos-base-plain"], "datasets": ["fashion-mnist-mini", "mnist"],
             "seeds": [1, 2], "recipe": %s}""".formatted(RECIPE);

    @Test
    void everyCellIsTrainedOnceAndTheMatrixFillsUp() {
        ScriptedWorker worker = worker(DATASETS, Scripts.train());

        JsonNode benchmark = service().awaitBenchmark(service().submitBenchmark(REQUEST), "COMPLETED");

        assertThat(worker.pulled()).hasSize(24).doesNotHaveDuplicates();
        assertThat(worker.pulled())
                .allSatisfy(task -> assertThat(task.recipe().reportTest()).isTrue());
        assertThat(benchmark.at("/progress/cells").asInt()).isEqualTo(24);
        assertThat(benchmark.at("/progress/states/SUCCEEDED").asInt()).isEqualTo(24);
        assertThat(benchmark.get("control").asString()).isEqualTo("relu");
        assertThat(benchmark.get("activations")).hasSize(3);
        assertThat(benchmark.get("matrix"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.get("squares")).hasSize(3).allSatisfy(square -> {
                    assertThat(square.get("cells").asInt()).isEqualTo(2);
                    assertThat(square.get("succeeded").asInt()).isEqualTo(2);
                    assertThat(square.get("mean").asDouble()).isBetween(0.1, 0.5);
                }));
        assertNothingIsLeftOver();
    }

    @Test
    void seedsAreFilledOneAfterTheOther() {
        service().submitBenchmark(REQUEST);

        assertThat(store().texts(
                                "select distinct seed::text from (select seed from evaluation order by id limit 12) x"))
                .containsExactly("1");
    }

    @Test
    void whatIsKnownIsNotTrainedAgain() {
        ScriptedWorker worker = worker(DATASETS, Scripts.train());
        service().awaitBenchmark(service().submitBenchmark(REQUEST), "COMPLETED");

        JsonNode again = service().benchmark(service().submitBenchmark(REQUEST));

        assertThat(again.get("state").asString()).isEqualTo("COMPLETED");
        assertThat(again.at("/progress/reused").asInt()).isEqualTo(24);
        assertThat(again.at("/progress/trainingSeconds").asDouble()).isZero();
        assertThat(worker.pulled()).hasSize(24);
    }

    @Test
    void cellsAreSharedWithSearches() {
        ScriptedWorker worker = worker(DATASETS, Scripts.train());
        String request = REQUEST.replace("\"recipe\"", "\"metric\": \"accuracy\", \"recipe\"");
        long benchmark = service().submitBenchmark(request);
        service().awaitBenchmark(benchmark, "COMPLETED");
        int before = worker.pulled().size();
        String recipe = RECIPE.replace("}", """
                , "screening": {"minAccuracy": 0}, "dataset": "mnist", "architecture": "afos-base"}""");

        JsonNode search = service().awaitState(service().submit("""
                {"strategy": {"type": "random", "candidates": 1}, "baselines": ["relu", "eelu-2"], "trainingSeed": 2,
                 "replication": {"candidates": 0},
                 "space": {"unaries": ["x"], "binaries": ["mul"], "shapes": [3]}, "recipe": %s}""".formatted(recipe)), "COMPLETED");

        assertThat(worker.pulled()).hasSize(before + 1);
        assertThat(search.get("baselines"))
                .allSatisfy(
                        baseline -> assertThat(baseline.get("fitness").isNull()).isFalse());
    }

    @Test
    void theBestOfASearchAndOfALeaderboardCompete() {
        worker(DATASETS, Scripts.train());
        long search = service().submit(Requests.random(30, 1));
        String recipe =
                service().awaitState(search, "COMPLETED").get("recipeHash").asString();
        List<JsonNode> fittest = service().all("/api/v1/searches/%d/candidates?sort=FITNESS".formatted(search));

        JsonNode benchmark = service().benchmark(service().submitBenchmark("""
                {"best": [{"search": %d, "count": 3}, {"recipe": "%s", "count": 2}], "baselines": ["relu"]}""".formatted(search, recipe)));

        List<JsonNode> functions =
                stream(benchmark.get("activations").spliterator(), false).toList();
        assertThat(functions.get(0).get("label").asString()).isEqualTo("relu");
        assertThat(functions.stream().map(function -> function.get("fingerprint")))
                .containsAll(fittest.stream()
                        .map(candidate -> candidate.get("fingerprint"))
                        .distinct()
                        .limit(3)
                        .toList());
        assertThat(functions.stream()
                        .map(function -> function.get("origin"))
                        .filter(origin -> !origin.isNull())
                        .map(JsonNode::asString))
                .contains("search %d, rank 2".formatted(search));
        assertThat(functions)
                .hasSizeBetween(3, 6)
                .extracting(f -> f.get("fingerprint"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMatrixMayBePartial() {
        worker(DATASETS, Scripts.train());
        long id = service().submitBenchmark(with("""
                "cells": [{"architecture": "afos-base"}, {"dataset": "mnist", "activation": "relu"}],
                "exclude": [{"activation": "eelu-2", "seed": 2}]"""));

        JsonNode benchmark = service().awaitBenchmark(id, "COMPLETED");

        assertThat(benchmark.at("/progress/cells").asInt()).isEqualTo(12 + 2 - 2);
        assertThat(squares(benchmark, "afos-base", "mnist")).containsExactly(2, 1, 2);
        assertThat(squares(benchmark, "afos-base-plain", "mnist")).containsExactly(2, 0, 0);
        assertThat(squares(benchmark, "afos-base-plain", "fashion-mnist-mini")).containsExactly(0, 0, 0);
    }

    @Test
    void recipesCanDifferByNetworkAndDataSet() {
        long id = service().submitBenchmark(with("""
                "overrides": {"architectures": {"afos-base": {"epochs": 3, "optimizer": {"learningRate": 0.5}}},
                              "datasets": {"mnist": {"epochs": 4}}}"""));

        JsonNode matrix = service().benchmark(id).get("matrix");

        assertThat(recipe(matrix, "afos-base", "fashion-mnist-mini")
                        .get("epochs")
                        .asInt())
                .isEqualTo(3);
        assertThat(recipe(matrix, "afos-base", "mnist").get("epochs").asInt()).isEqualTo(4);
        assertThat(recipe(matrix, "afos-base", "mnist")
                        .at("/optimizer/learningRate")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(recipe(matrix, "afos-base-plain", "fashion-mnist-mini")
                        .get("epochs")
                        .asInt())
                .isEqualTo(2);
        assertThat(recipe(matrix, "afos-base-plain", "mnist").get("batchSize").asInt())
                .isEqualTo(50);
    }

    @Test
    void aBenchmarkCanBePausedResumedAndCancelled() {
        long id = service().submitBenchmark(REQUEST);
        assertThat(control(id, "pause").json().get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select distinct held::text from evaluation")).containsExactly("true");
        broker().empty(); // of tasks from before the pause, which the worker would count
        assertThat(control(id, "resume").json().get("state").asString()).isEqualTo("RUNNING");
        ScriptedWorker worker = worker(DATASETS, Scripts.first(3, Scripts.train(), Scripts.hang()));
        eventually(() -> assertThat(worker.pulled()).hasSize(4));
        eventually(() -> assertThat(
                        service().benchmark(id).at("/progress/states/SUCCEEDED").asInt())
                .isEqualTo(3));

        JsonNode cancelled = control(id, "cancel").json();

        assertThat(cancelled.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/progress/states/SUCCEEDED").asInt()).isEqualTo(3);
        assertThat(cancelled.at("/progress/states/CANCELLED").asInt()).isEqualTo(21);
        assertThat(control(id, "resume").status()).isEqualTo(409);
        assertThat(service()
                        .post("/api/v1/benchmarks/%d/extend".formatted(id), "{\"seeds\": [9]}")
                        .status())
                .isEqualTo(409);
        assertNothingIsLeftOver();
    }

    @Test
    void anExtensionTrainsOnlyWhatIsNew() {
        ScriptedWorker worker = worker(DATASETS, Scripts.train());
        long id = service()
                .submitBenchmark(with("\"exclude\": [{\"architecture\": \"afos-base\", \"dataset\": \"mnist\"}]"));
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(18);

        extend(id, "{\"seeds\": [2, 3]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(27).doesNotHaveDuplicates();

        extend(id, "{\"activations\": [\"gelu\", \"relu\"]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(36).doesNotHaveDuplicates();

        extend(id, "{\"cells\": [{\"architecture\": \"afos-base\", \"dataset\": \"mnist\", \"seed\": 1}]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(40).doesNotHaveDuplicates();

        extend(id, "{\"datasets\": [\"fashion-mnist\"], \"recipe\": {\"epochs\": 5}}");
        JsonNode benchmark = service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(64).doesNotHaveDuplicates();
        JsonNode added = recipe(benchmark.get("matrix"), "afos-base", "fashion-mnist");
        assertThat(added.get("epochs").asInt()).isEqualTo(5);
        assertThat(added.get("batchSize").asInt()).isEqualTo(50);
        assertThat(benchmark.at("/progress/cells").asInt()).isEqualTo(64);
    }

    @Test
    void anExtensionOfAPausedBenchmarkWaitsForItsResumption() {
        long id = service().submitBenchmark(REQUEST);
        control(id, "pause");

        extend(id, "{\"seeds\": [3]}");

        assertThat(service().benchmark(id).get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select distinct held::text from evaluation")).containsExactly("true");
        worker(DATASETS, Scripts.train());
        control(id, "resume");
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/cells")
                        .asInt())
                .isEqualTo(36);
    }

    @Test
    void aFailedCellShowsItsReasonAndCanBeTriedAgain() {
        ScriptedWorker worker =
                worker(DATASETS, Scripts.first(2, Scripts.fail("data set mnist is missing", false), Scripts.train()));
        long id = service().submitBenchmark(REQUEST);
        JsonNode benchmark = service().awaitBenchmark(id, "COMPLETED");
        assertThat(benchmark.at("/progress/states/FAILED").asInt()).isEqualTo(2);

        List<JsonNode> failed = service().all("/api/v1/benchmarks/%d/cells?state=FAILED&limit=1".formatted(id));
        assertThat(failed)
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.get("failure").asString()).isEqualTo("data set mnist is missing"));
        extend(id, "{\"seeds\": [1]}");
        assertThat(service().benchmark(id).at("/progress/states/FAILED").asInt())
                .isEqualTo(2);

        JsonNode tried = service()
                .post("/api/v1/benchmarks/%d/retry".formatted(id), "{}")
                .json();
        assertThat(tried.at("/progress/states/FAILED").asInt()).isZero();
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/states/SUCCEEDED")
                        .asInt())
                .isEqualTo(24);
        assertThat(worker.pulled()).hasSize(26);
        assertNothingIsLeftOver();
    }

    @Test
    void aBenchmarkOfWhichEverythingFailsFailsWithTheReason() {
        worker(DATASETS, Scripts.fail("no data", false));
        long id = service().submitBenchmark(REQUEST);

        JsonNode benchmark = service().awaitBenchmark(id, "FAILED");

        assertThat(benchmark.get("failure").asString()).isEqualTo("every cell failed; the last one: no data");
        endWorkers();
        worker(DATASETS, Scripts.train());
        control(id, "resume");
        service().awaitBenchmark(id, "COMPLETED");
    }

    @Test
    void aBudgetOfTrainingsIsCheckedBeforeAnythingIsTrained() {
        Reply refused = service().post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 23}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("budget.maxTrainings does not suffice: the cells need 24 new trainings");
        assertThat(store().rows("evaluation")).isZero();

        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 24}"))
                        .status())
                .isEqualTo(202);
        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 0}"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aBudgetOfTimeEndsTheBenchmarkAndALargerOneLetsItGoOn() {
        worker(DATASETS, Scripts.train());
        long id = service().submitBenchmark(with("\"budget\": {\"maxTrainingSeconds\": 10}"));

        JsonNode benchmark = service().awaitBenchmark(id, "FAILED");

        assertThat(benchmark.get("failure").asString())
                .isEqualTo("the budget of 10.0 s of training is used up with 4 of 24 cells done; extend it to go on");
        assertThat(control(id, "resume").status()).isEqualTo(409);
        extend(id, "{\"budget\": {\"maxTrainingSeconds\": 1000}}");
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/states/SUCCEEDED")
                        .asInt())
                .isEqualTo(24);
    }

    @Test
    void aCopyHasTheSameCellsAndAnotherSeedHasTheSamePlaces() {
        worker(DATASETS, Scripts.train());
        long id = service()
                .submitBenchmark(with("\"cells\": [{\"activation\": \"relu\", \"dataset\": \"mnist\", \"seed\": 2}]"));
        service().awaitBenchmark(id, "COMPLETED");

        JsonNode copy = service()
                .post("/api/v1/benchmarks/%d/clone".formatted(id), "{}")
                .json();
        JsonNode other = service()
                .post("/api/v1/benchmarks/%d/clone".formatted(id), "{\"name\": \"other\", \"seeds\": [7, 8]}")
                .json();

        assertThat(copy.get("id").asLong()).isNotEqualTo(id);
        assertThat(copy.at("/progress/cells").asInt()).isEqualTo(2);
        assertThat(copy.get("state").asString()).isEqualTo("COMPLETED");
        assertThat(other.get("name").asString()).isEqualTo("other");
        assertThat(other.at("/progress/cells").asInt()).isEqualTo(4);
        assertThat(squares(other, "afos-base", "mnist")).containsExactly(2, 0, 0);
    }

    @Test
    void twoBenchmarksAtWorkShareTheirTrainings() {
        var signal = new CountDownLatch(1);
        ScriptedWorker worker = worker(DATASETS, Scripts.trainWhen(signal));
        long first = service().submitBenchmark(REQUEST);
        long second = service().submitBenchmark(REQUEST);
        eventually(() -> assertThat(worker.pulled()).isNotEmpty());
        control(first, "cancel");
        signal.countDown();

        service().awaitBenchmark(second, "COMPLETED");

        assertThat(worker.pulled()).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void aRepeatedSubmissionIsOneBenchmarkAndAKeyBelongsToOneRequest() {
        Reply first = service().post("/api/v1/benchmarks", REQUEST, "Idempotency-Key", "k");
        Reply second = service().post("/api/v1/benchmarks", REQUEST, "Idempotency-Key", "k");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"seeds\": [4]"), "Idempotency-Key", "k")
                        .status())
                .isEqualTo(409);
        assertThat(service()
                        .post("/api/v1/searches", Requests.one(), "Idempotency-Key", "k")
                        .status())
                .isEqualTo(409);
        assertThat(store().rows("job")).isEqualTo(1);
    }

    @Test
    void benchmarksAreListedNewestFirst() {
        long first = service().submitBenchmark(REQUEST);
        long second = service().submitBenchmark(REQUEST);
        service().submit(Requests.one());

        assertThat(service().all("/api/v1/benchmarks?limit=1").stream()
                        .map(b -> b.get("id").asLong()))
                .containsExactly(second, first);
        assertThat(service().read("/api/v1/benchmarks?state=COMPLETED").get("items"))
                .isEmpty();
    }

    @Test
    void aBenchmarkIsNoSearchAndASearchNoBenchmark() {
        long benchmark = service().submitBenchmark(REQUEST);
        long search = service().submit(Requests.one());

        assertThat(service().get("/api/v1/searches/" + benchmark).status()).isEqualTo(404);
        assertThat(service().get("/api/v1/benchmarks/" + search).status()).isEqualTo(404);
        assertThat(control(search, "pause").status()).isEqualTo(404);
        assertThat(service()
                        .get("/api/v1/benchmarks/%d/cells".formatted(search))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void presetsSayWhatIsMissingAndTheQuickOneRuns() {
        JsonNode presets = service().read("/api/v1/benchmarks/presets");
        assertThat(presets)
                .extracting(preset -> preset.get("name").asString())
                .containsExactly("quick", "relu-benchmark", "paper");
        for (JsonNode preset : presets) {
            Reply reply = service()
                    .post(
                            "/api/v1/benchmarks",
                            "{\"preset\": \"%s\"}".formatted(preset.get("name").asString()));
            if (preset.get("missing").isEmpty()) {
                assertThat(reply.status()).as(reply.body()).isEqualTo(202);
            } else {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.json().get("detail").asString())
                        .startsWith("preset cannot be run as it is")
                        .contains(preset.get("missing").get(0).asString());
            }
        }
        assertThat(service().post("/api/v1/benchmarks", """
                {"preset": "paper", "architectures": ["afos-base"], "datasets": ["mnist"]}""").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"activations\": [\"x+\"] | activations[0]",
                "\"activations\": [\"x-x\"] | activations[0]",
                "\"activations\": [null] | activations[0]",
                "\"baselines\": [] | baselines",
                "\"control\": \"tanh\" | control",
                "\"architectures\": [\"nothing\"] | architectures[0]",
                "\"datasets\": [\"mnist\", \"nothing\"] | datasets[1]",
                "\"recipe\": {\"dataset\": \"mnist\"} | recipe",
                "\"recipe\": {\"epochs\": 0} | recipe.epochs",
                "\"recipe\": {\"validationImages\": 60000} | recipe.validationImages",
                "\"overrides\": {\"datasets\": {\"mnist\": {\"epochs\": 0}}} | overrides.datasets[mnist].epochs",
                "\"overrides\": {\"datasets\": {\"mnist\": {\"dataset\": \"mnist\"}}} | overrides.datasets.mnist",
                "\"best\": [{}] | best[0]",
                "\"best\": [{\"search\": 4711}] | best[0].search",
                "\"best\": [{\"recipe\": \"abc\"}] | best[0].recipe",
                "\"cells\": [{\"dataset\": \"cifar10\"}] | cells[0].dataset",
                "\"cells\": [{\"activation\": \"gelu\"}] | cells[0].activation",
                "\"exclude\": [{}] | cells",
                "\"seeds\": [1.5] | seeds[0]",
                "\"seeds\": [null] | seeds[0]",
                "\"metric\": \"LOSS\" | metric",
                "\"preset\": \"nothing\" | preset",
                "\"budget\": {\"maxTrainingSeconds\": 0} | budget.maxTrainingSeconds",
                "\"name\": \"a\\u0000b\" | name"
            })
    void everyRejectionNamesItsField(String member, String field) {
        Reply reply = service().post("/api/v1/benchmarks", with(member));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString())
                .as(reply.body())
                .isEqualTo(field);
        assertThat(store().rows("job")).isZero();
    }

    @Test
    void tooManyCellsAreRefused() {
        String seeds = java.util.stream.IntStream.range(0, 100).boxed().toList().toString();
        String activations = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "\"x*tanh(%d*x)\"".formatted(i + 1))
                .toList()
                .toString();

        Reply reply = service()
                .post("/api/v1/benchmarks", with("\"seeds\": %s, \"activations\": %s".formatted(seeds, activations)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString()).startsWith("cells are too many: 16,400");
    }

    /** The request with a member added, or another value for one that it has. */
    private static String with(String members) {
        return REQUEST.substring(0, REQUEST.lastIndexOf('}')) + ", " + members + "}";
    }

    private Reply control(long id, String action) {
        return service().post("/api/v1/benchmarks/%d/%s".formatted(id, action), "");
    }

    private void extend(long id, String extension) {
        Reply reply = service().post("/api/v1/benchmarks/%d/extend".formatted(id), extension);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private static List<Integer> squares(JsonNode benchmark, String architecture, String dataset) {
        return stream(
                        row(benchmark.get("matrix"), architecture, dataset)
                                .get("squares")
                                .spliterator(),
                        false)
                .map(square -> square.get("cells").asInt())
                .toList();
    }

    private static JsonNode recipe(JsonNode matrix, String architecture, String dataset) {
        return row(matrix, architecture, dataset).get("recipe");
    }

    private static JsonNode row(JsonNode matrix, String architecture, String dataset) {
        return stream(matrix.spliterator(), false)
                .filter(row -> row.get("architecture").asString().equals(architecture)
                        && row.get("dataset").asString().equals(dataset))
                .findFirst()
                .orElseThrow();
    }
}
