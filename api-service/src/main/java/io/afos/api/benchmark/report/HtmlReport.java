package io.afos.api.benchmark.report;

import com.samskivert.mustache.Template;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.evaluation.view.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report as a self-contained HTML page: the view model of the template {@code report}. */
record HtmlReport(
        String title,
        String summary,
        List<String> remarks,
        String metric,
        String unit,
        List<Competitor> functions,
        List<Row<ScoreCell>> scores,
        @Nullable Ranking comparison,
        List<Row<CurveCell>> curves,
        RecipeTable recipes) {

    private static final Template PAGE = Templates.compile("report");

    /** Larger tables are shown without learning curves. */
    private static final int MAX_CURVES = 600;

    /** A position in the table. */
    record Place(String recipeHash, String fingerprint) {}

    /** A context with one cell per function. */
    record Row<T>(String context, List<T> cells) {}

    record ScoreCell(@Nullable Score score) {}

    record Score(
            boolean clearlyBest,
            String interval,
            String mean,
            @Nullable String spread,
            boolean incomplete,
            int seeds) {}

    record Ranking(
            RankDiagram ranks,
            List<String> sentences,
            List<Row<String>> ranked,
            List<Average> averages,
            String control,
            List<AgainstControl> againstControl,
            WinMatrix wins) {}

    record Average(String activation, String rank) {}

    record AgainstControl(
            String activation,
            String meanDifference,
            String interval,
            String z,
            String p,
            boolean significant,
            String holm) {}

    record CurveCell(@Nullable CurveChart chart) {}

    /**
     * @param settings the settings of the contexts, in their order
     * @param curves the learning curves of the seeds at each position; none is empty
     */
    static String of(BenchmarkReport report, List<Setting> settings, Map<Place, List<List<Epoch>>> curves) {
        return PAGE.execute(new Writer(report, curves).page(settings));
    }

    boolean remarked() {
        return !remarks.isEmpty();
    }

    boolean curved() {
        return !curves.isEmpty();
    }

    private record Writer(BenchmarkReport report, Map<Place, List<List<Epoch>>> curves) {

        HtmlReport page(List<Setting> settings) {
            return new HtmlReport(
                    String.format(Locale.ROOT, "Benchmark %d: %s", report.id(), report.name()),
                    String.format(
                            Locale.ROOT,
                            "%d activation functions · %d contexts · %d seeds · %,d of %,d cells measured · %s",
                            report.activations().size(),
                            report.contexts().size(),
                            report.seeds().size(),
                            report.measured(),
                            report.cells(),
                            report.state()),
                    report.remarks(),
                    ReportText.metricName(report),
                    ReportText.unit(report),
                    report.activations(),
                    report.contexts().stream().map(this::scores).toList(),
                    report.comparison() == null ? null : ranking(report.comparison()),
                    learningCurves(),
                    RecipeTable.of(settings));
        }

        private Row<ScoreCell> scores(BenchmarkReport.Context context) {
            return new Row<>(
                    ReportText.label(report, context),
                    IntStream.range(0, report.activations().size())
                            .mapToObj(i -> new ScoreCell(score(context.scores().get(i))))
                            .toList());
        }

        private @Nullable Score score(BenchmarkReport.@Nullable Score score) {
            if (score == null) {
                return null;
            }
            String interval = score.studentInterval() == null
                    ? "one seed"
                    : String.format(
                            Locale.ROOT,
                            "95 %% interval %s to %s, %d seeds",
                            ReportText.metric(report, score.studentInterval().lower()),
                            ReportText.metric(report, score.studentInterval().upper()),
                            score.seeds());
            return new Score(
                    score.clearlyBest(),
                    interval,
                    ReportText.metric(report, score.mean()),
                    score.standardDeviation() == null ? null : ReportText.metric(report, score.standardDeviation()),
                    score.missing() > 0,
                    score.seeds());
        }

        private Ranking ranking(BenchmarkReport.Comparison comparison) {
            return new Ranking(
                    RankDiagram.of(comparison),
                    Sentences.of(report, comparison),
                    report.contexts().stream()
                            .filter(BenchmarkReport.Context::complete)
                            .map(Writer::ranks)
                            .toList(),
                    IntStream.range(0, comparison.activations().size())
                            .mapToObj(i -> new Average(
                                    comparison.activations().get(i),
                                    ReportText.decimal(comparison.averageRanks().get(i), 2)))
                            .toList(),
                    report.control(),
                    comparison.againstControl().stream()
                            .map(this::againstControl)
                            .toList(),
                    WinMatrix.of(comparison));
        }

        private static Row<String> ranks(BenchmarkReport.Context context) {
            return new Row<>(
                    context.label(),
                    context.ranks().stream()
                            .map(rank -> ReportText.decimal(rank, 1))
                            .toList());
        }

        private AgainstControl againstControl(BenchmarkReport.AgainstControl other) {
            return new AgainstControl(
                    other.activation(),
                    ReportText.metric(report, other.meanDifference()),
                    other.interval() == null
                            ? "–"
                            : ReportText.metric(report, other.interval().lower()) + " to "
                                    + ReportText.metric(report, other.interval().upper()),
                    ReportText.decimal(other.z(), 2),
                    ReportText.pValue(other.pValue()),
                    other.holm() < 0.05,
                    ReportText.pValue(other.holm()));
        }

        private List<Row<CurveCell>> learningCurves() {
            return curves.isEmpty()
                            || report.contexts().size() * report.activations().size() > MAX_CURVES
                    ? List.of()
                    : report.contexts().stream().map(this::charts).toList();
        }

        private Row<CurveCell> charts(BenchmarkReport.Context context) {
            List<Epoch> points = report.activations().stream()
                    .flatMap(function -> at(context, function).stream())
                    .flatMap(List::stream)
                    .toList();
            int epochs = points.stream().mapToInt(Epoch::epoch).max().orElse(1);
            double highest = Math.max(
                    1e-9, points.stream().mapToDouble(Epoch::accuracy).max().orElse(1));
            return new Row<>(
                    context.label(),
                    report.activations().stream()
                            .map(function -> new CurveCell(
                                    at(context, function).isEmpty()
                                            ? null
                                            : CurveChart.of(
                                                    String.format(
                                                            Locale.ROOT, "%s, %s", function.label(), context.label()),
                                                    at(context, function),
                                                    epochs,
                                                    highest)))
                            .toList());
        }

        private List<List<Epoch>> at(BenchmarkReport.Context context, Competitor function) {
            return curves.getOrDefault(new Place(context.recipeHash(), function.fingerprint()), List.of());
        }
    }
}
