package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.csv.Csv;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

/** The cells of a benchmark, one per line. All other report formats are computed from them. */
final class CsvReport {

    private static final String HEAD =
            "architecture,dataset,recipe,activation,formula,baseline,seed,state,outcome,epochs,value,seconds,failure,metric";

    private CsvReport() {}

    static String of(BenchmarkSpecification specification, List<CellView> cells) {
        Map<String, Setting> settings = specification.settings().stream()
                .collect(toMap(setting -> setting.recipe().hash(), Function.identity()));
        Map<String, Competitor> competitors =
                specification.competitors().stream().collect(toMap(Competitor::fingerprint, Function.identity()));
        return Stream.concat(
                        Stream.of(HEAD),
                        cells.stream()
                                .map(cell -> line(
                                        cell,
                                        settings.get(cell.recipeHash()),
                                        competitors.get(cell.fingerprint()),
                                        specification.metric())))
                .collect(joining("\r\n", "", "\r\n"));
    }

    private static String line(CellView cell, Setting setting, Competitor competitor, BenchmarkMetric metric) {
        return Stream.of(
                        setting.architecture(),
                        setting.dataset(),
                        cell.recipeHash(),
                        Csv.quoted(competitor.label()),
                        Csv.quoted(competitor.formula()),
                        competitor.baseline(),
                        cell.seed(),
                        cell.state(),
                        cell.outcome(),
                        cell.epochs(),
                        cell.value(),
                        cell.seconds(),
                        cell.failure() == null ? null : Csv.quoted(cell.failure()),
                        Csv.quoted(metric(setting, metric)))
                .map(field -> field == null ? "" : field.toString())
                .collect(joining(","));
    }

    private static String metric(Setting setting, BenchmarkMetric metric) {
        return switch (metric) {
            case ACCURACY -> "accuracy";
            case TEST_ACCURACY -> "test accuracy";
            case FITNESS -> "fitness: " + setting.recipe().objective().title();
        };
    }
}
