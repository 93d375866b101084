package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.job.JobState;
import io.afos.api.statistics.Interval;
import io.afos.api.statistics.Sample;
import io.afos.api.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.groupingBy;

/**
 * Computes the report of a benchmark from its cells. A cell has no value if it failed, was cancelled, has not finished,
 * or ended before the metric was measured. Means are over the seeds that have a value. A function without any value is
 * not compared. A context in which a compared function has no value is excluded from the comparison.
 */
final class Analysis {

    static final int RESAMPLES = 10_000;
    static final long SEED = 1;

    private final BenchmarkSpecification specification;
    private final Map<Place, List<CellView>> cells;
    private final int control;

    private Analysis(BenchmarkSpecification specification, List<CellView> cells) {
        this.specification = specification;
        this.cells = cells.stream().collect(groupingBy(cell -> new Place(cell.recipeHash(), cell.fingerprint())));
        this.control = specification.competitors().stream()
                .map(Competitor::fingerprint)
                .toList()
                .indexOf(specification.control());
    }

    private record Place(String recipeHash, String fingerprint) {}

    static BenchmarkReport of(
            long id, String name, JobState state, BenchmarkSpecification specification, List<CellView> cells) {
        return new Analysis(specification, cells).report(id, name, state, cells);
    }

    private BenchmarkReport report(long id, String name, JobState state, List<CellView> all) {
        List<Competitor> competitors = specification.competitors();
        List<List<BenchmarkReport.@Nullable Score>> scores =
                specification.settings().stream().map(this::scores).toList();
        int[] compared = IntStream.range(0, competitors.size())
                .filter(i -> scores.stream().anyMatch(row -> row.get(i) != null))
                .toArray();
        var contexts = new ArrayList<BenchmarkReport.Context>();
        var complete = new ArrayList<double[]>();
        for (int row = 0; row < scores.size(); row++) {
            Setting setting = specification.settings().get(row);
            List<BenchmarkReport.@Nullable Score> values = scores.get(row);
            boolean whole = compared.length > 0 && IntStream.of(compared).allMatch(i -> values.get(i) != null);
            double[] means = whole
                    ? IntStream.of(compared)
                            .mapToDouble(
                                    i -> Objects.requireNonNull(values.get(i)).mean())
                            .toArray()
                    : new double[0];
            if (whole) {
                complete.add(means);
            }
            contexts.add(new BenchmarkReport.Context(
                    setting.label(),
                    setting.architecture(),
                    setting.dataset(),
                    setting.recipe().hash(),
                    setting.recipe().objective().title(),
                    whole,
                    values,
                    whole ? boxed(ScoreTable.of(new double[][] {means}).ranks(0)) : List.of()));
        }
        List<Competitor> functions =
                IntStream.of(compared).mapToObj(competitors::get).toList();
        BenchmarkReport.Comparison comparison = complete.isEmpty() || functions.size() < 2
                ? null
                : new ComparisonOfFunctions(
                                ScoreTable.of(complete.toArray(double[][]::new)),
                                functions,
                                functions.indexOf(competitors.get(control)))
                        .comparison();
        int measured = (int) all.stream().filter(cell -> cell.value() != null).count();
        return new BenchmarkReport(
                id,
                name,
                state,
                specification.metric(),
                competitors.get(control).label(),
                all.size(),
                measured,
                competitors,
                specification.seeds(),
                contexts,
                comparison,
                Remarks.of(state, all, contexts, comparison, competitors.size() - functions.size()));
    }

    private List<BenchmarkReport.@Nullable Score> scores(Setting setting) {
        List<@Nullable Sample> samples = specification.competitors().stream()
                .map(competitor -> sample(setting, competitor))
                .toList();
        double best = samples.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Sample::mean)
                .max()
                .orElse(Double.NaN);
        Sample reference = samples.get(control);
        return IntStream.range(0, samples.size())
                .mapToObj(i -> score(
                        samples.get(i),
                        at(setting, specification.competitors().get(i)),
                        reference,
                        best,
                        isAboveAllOthers(i, samples)))
                .toList();
    }

    private static BenchmarkReport.@Nullable Score score(
            @Nullable Sample sample,
            List<CellView> cells,
            @Nullable Sample reference,
            double best,
            boolean clearlyBest) {
        if (sample == null) {
            return null;
        }
        return new BenchmarkReport.Score(
                sample.size(),
                cells.size() - sample.size(),
                (int) cells.stream()
                        .filter(cell -> cell.outcome() == EvaluationOutcome.DIVERGED)
                        .count(),
                sample.mean(),
                sample.standardDeviation().orElse(null),
                sample.studentInterval(BenchmarkReport.LEVEL).orElse(null),
                sample.bootstrapInterval(BenchmarkReport.LEVEL, RESAMPLES, SEED).orElse(null),
                reference == null ? null : sample.cliffsDelta(reference),
                ScoreTable.of(new double[][] {{sample.mean(), best}}).ranks(0)[0] <= 1.5,
                clearlyBest);
    }

    private static boolean isAboveAllOthers(int index, List<@Nullable Sample> samples) {
        Optional<Interval> mine = interval(samples.get(index));
        List<Optional<Interval>> others = IntStream.range(0, samples.size())
                .filter(i -> i != index)
                .mapToObj(samples::get)
                .filter(Objects::nonNull)
                .map(Analysis::interval)
                .toList();
        return mine.isPresent()
                && !others.isEmpty()
                && others.stream()
                        .allMatch(other -> other.isPresent()
                                && mine.get().lower() > other.get().upper());
    }

    private static Optional<Interval> interval(@Nullable Sample sample) {
        return Optional.ofNullable(sample).flatMap(values -> values.studentInterval(BenchmarkReport.LEVEL));
    }

    private @Nullable Sample sample(Setting setting, Competitor competitor) {
        List<Double> values = at(setting, competitor).stream()
                .map(CellView::value)
                .filter(Objects::nonNull)
                .toList();
        return values.isEmpty() ? null : new Sample(values);
    }

    private List<CellView> at(Setting setting, Competitor competitor) {
        return cells.getOrDefault(new Place(setting.recipe().hash(), competitor.fingerprint()), List.of());
    }

    private static List<Double> boxed(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
