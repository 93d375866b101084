package io.afos.api.benchmark;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static java.util.stream.StreamSupport.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** BenchmarkSystemTest from submission to their matrix. */
class BenchmarkTest extends BenchmarkSystemTest {

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
}
