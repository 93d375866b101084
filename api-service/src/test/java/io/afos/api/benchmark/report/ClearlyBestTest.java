package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.Budget;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** When a function is marked as the best of a context. */
class ClearlyBestTest {

    private static final Setting SETTING = new Setting(new ImageRecipe(
            new DataSpec("mnist", 1, 1, 1, 1),
            new Architecture("afos-base", 1),
            1,
            1,
            new Optimizer.Sgd(0.01, 0.9),
            null,
            ImageRecipe.Precision.FLOAT32,
            ImageRecipe.FitnessSplit.VALIDATION,
            true));

    @Test
    void theFunctionWhoseIntervalIsAboveAllOthersIsMarked() {
        assertThat(marked(Map.of("silu", List.of(0.90, 0.91, 0.92), "relu", List.of(0.70, 0.71, 0.72))))
                .containsExactly("silu");
    }

    @Test
    void noneIsMarkedWhereIntervalsOverlap() {
        assertThat(marked(Map.of("silu", List.of(0.90, 0.91, 0.92), "relu", List.of(0.89, 0.90, 0.91))))
                .isEmpty();
    }

    @Test
    void noneIsMarkedWhereTheNextOneHasASingleSeed() {
        assertThat(marked(Map.of("silu", List.of(0.90, 0.91, 0.92), "relu", List.of(0.1))))
                .isEmpty();
    }

    @Test
    void aFunctionWithoutRivalIsNotMarked() {
        assertThat(marked(Map.of("silu", List.of(0.90, 0.91, 0.92)))).isEmpty();
    }

    /** The labels of the functions marked in the report of these scores. */
    private static List<String> marked(Map<String, List<Double>> scores) {
        var functions = new LinkedHashMap<Competitor, List<Double>>();
        scores.forEach((name, values) -> functions.put(competitor(name), values));
        List<Competitor> competitors = List.copyOf(functions.keySet());
        var specification = new BenchmarkSpecification(
                competitors,
                List.of(SETTING),
                LongStream.rangeClosed(1, 3).boxed().toList(),
                List.of(),
                BenchmarkMetric.TEST_ACCURACY,
                competitors.get(0).fingerprint(),
                Budget.UNLIMITED,
                JsonNodeFactory.instance.objectNode());
        List<CellView> cells = functions.entrySet().stream()
                .flatMap(function -> cells(function.getKey(), function.getValue()))
                .toList();
        List<BenchmarkReport.Score> reported = Analysis.of(1, "", JobState.COMPLETED, specification, cells)
                .contexts()
                .get(0)
                .scores();
        return IntStream.range(0, competitors.size())
                .filter(i -> Objects.requireNonNull(reported.get(i)).clearlyBest())
                .mapToObj(i -> competitors.get(i).label())
                .toList();
    }

    private static Competitor competitor(String name) {
        String fingerprint =
                NamedActivations.find(name).orElseThrow().fingerprint().value();
        return new Competitor(name, fingerprint, name, false, null);
    }

    private static Stream<CellView> cells(Competitor function, List<Double> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new CellView(
                        function.fingerprint(),
                        SETTING.recipe().hash(),
                        i + 1L,
                        0,
                        EvaluationState.SUCCEEDED,
                        false,
                        EvaluationOutcome.TRAINED,
                        1,
                        values.get(i),
                        1.0,
                        null));
    }
}
