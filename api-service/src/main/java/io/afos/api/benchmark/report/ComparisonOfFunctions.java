package io.afos.api.benchmark.report;

import io.afos.api.benchmark.Competitor;
import io.afos.api.statistics.ControlComparison;
import io.afos.api.statistics.FriedmanTest;
import io.afos.api.statistics.Holm;
import io.afos.api.statistics.Nemenyi;
import io.afos.api.statistics.Sample;
import io.afos.api.statistics.ScoreTable;
import io.afos.api.statistics.SignedRankTest;
import io.afos.api.statistics.Superiority;
import io.afos.api.statistics.WinCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.toSet;

/**
 * Compares functions over complete contexts.
 *
 * @param table one row per context, one column per function
 * @param control index of the control; -1 if it is not among the functions
 */
record ComparisonOfFunctions(ScoreTable table, List<Competitor> functions, int control) {

    private static final double ALPHA = 0.05;

    BenchmarkReport.Comparison comparison() {
        List<Double> ranks = table.averageRanks();
        var nemenyi = new Nemenyi(table.treatments(), table.cases());
        double difference = nemenyi.criticalDifference(ALPHA);
        return new BenchmarkReport.Comparison(
                table.cases(),
                functions.stream().map(Competitor::label).toList(),
                ranks,
                FriedmanTest.of(table).map(ComparisonOfFunctions::friedman).orElse(null),
                difference,
                nemenyi.criticalDifference(0.10),
                Nemenyi.groups(ranks, difference).stream()
                        .map(group -> group.stream().map(this::label).toList())
                        .toList(),
                againstControl(),
                pairs(nemenyi, ranks),
                superior());
    }

    private String label(int function) {
        return functions.get(function).label();
    }

    private static BenchmarkReport.Friedman friedman(FriedmanTest test) {
        return new BenchmarkReport.Friedman(
                test.chiSquare(),
                test.degreesOfFreedom(),
                test.pValue(),
                Double.isInfinite(test.imanDavenport()) ? null : test.imanDavenport(),
                test.denominatorDegreesOfFreedom(),
                test.imanDavenportPValue());
    }

    private List<BenchmarkReport.AgainstControl> againstControl() {
        if (control < 0) {
            return List.of();
        }
        return ControlComparison.of(table, control).stream()
                .map(comparison -> {
                    var differences = new Sample(IntStream.range(0, table.cases())
                            .mapToObj(row -> table.score(row, comparison.treatment()) - table.score(row, control))
                            .toList());
                    return new BenchmarkReport.AgainstControl(
                            label(comparison.treatment()),
                            differences.mean(),
                            differences
                                    .bootstrapInterval(BenchmarkReport.LEVEL, Analysis.RESAMPLES, Analysis.SEED)
                                    .orElse(null),
                            comparison.z(),
                            comparison.pValue(),
                            comparison.holm());
                })
                .toList();
    }

    private List<BenchmarkReport.Pair> pairs(Nemenyi nemenyi, List<Double> ranks) {
        record Two(int first, int second, Optional<SignedRankTest> test) {}
        List<Two> all = IntStream.range(0, functions.size())
                .boxed()
                .flatMap(first -> IntStream.range(first + 1, functions.size())
                        .mapToObj(second ->
                                new Two(first, second, SignedRankTest.of(table.column(first), table.column(second)))))
                .toList();
        double[] adjusted = Holm.adjust(all.stream()
                .mapToDouble(two -> two.test.map(SignedRankTest::pValue).orElse(1.0))
                .toArray());
        var pairs = new ArrayList<BenchmarkReport.Pair>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Two two = all.get(i);
            WinCount count = WinCount.of(table, two.first, two.second);
            pairs.add(new BenchmarkReport.Pair(
                    label(two.first),
                    label(two.second),
                    count.wins(),
                    count.ties(),
                    count.losses(),
                    nemenyi.pValue(ranks.get(two.first) - ranks.get(two.second)),
                    orNull(two.test.map(SignedRankTest::pValue)),
                    two.test.isPresent() ? adjusted[i] : null,
                    orNull(two.test.map(SignedRankTest::rankBiserial))));
        }
        return pairs;
    }

    private BenchmarkReport.Superior superior() {
        Set<Integer> baselines = IntStream.range(0, functions.size())
                .filter(i -> functions.get(i).baseline())
                .boxed()
                .collect(toSet());
        Superiority superiority = Superiority.of(table, baselines);
        double all = superiority.cases();
        return new BenchmarkReport.Superior(
                superiority.byAny(),
                superiority.byAny() / all,
                superiority.byEach().stream()
                        .map(each ->
                                new BenchmarkReport.Each(label(each.treatment()), each.cases(), each.cases() / all))
                        .toList());
    }

    private static @Nullable Double orNull(Optional<Double> value) {
        return value.orElse(null);
    }
}
