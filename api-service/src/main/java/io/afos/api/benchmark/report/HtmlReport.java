package io.afos.api.benchmark.report;

import io.afos.api.benchmark.Competitor;
import io.afos.api.evaluation.Epoch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.joining;

/** A report as one page that needs nothing else. */
final class HtmlReport {

    /** Larger tables get no curves. */
    private static final int MAX_CURVES = 600;

    private final BenchmarkReport report;
    private final Map<Place, List<List<Epoch>>> curves;
    private final StringBuilder html = new StringBuilder();

    /** A place of the table: context and function. */
    record Place(String recipeHash, String fingerprint) {}

    private HtmlReport(BenchmarkReport report, Map<Place, List<List<Epoch>>> curves) {
        this.report = report;
        this.curves = curves;
    }

    /** @param curves the learning curves of the seeds at each place; none is empty */
    static String of(BenchmarkReport report, Map<Place, List<List<Epoch>>> curves) {
        return new HtmlReport(report, curves).write();
    }

    private String write() {
        String title = Text.html("Benchmark %d: %s".formatted(report.id(), report.name()));
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<title>")
                .append(title)
                .append("</title><style>")
                .append(Style.CSS)
                .append("</style></head><body><main><header><h1>")
                .append(title)
                .append("</h1><p>")
                .append(Text.html("%d activation functions · %d contexts · %d seeds · %,d of %,d cells measured · %s"
                        .formatted(
                                report.activations().size(),
                                report.contexts().size(),
                                report.seeds().size(),
                                report.measured(),
                                report.cells(),
                                report.state())))
                .append("</p></header>");
        if (!report.remarks().isEmpty()) {
            html.append("<aside aria-label=\"Remarks\"><ul>");
            report.remarks()
                    .forEach(remark ->
                            html.append("<li>").append(Text.html(remark)).append("</li>"));
            html.append("</ul></aside>");
        }
        scores();
        if (report.comparison() != null) {
            compare(report.comparison());
        }
        learningCurves();
        functions();
        return html.append("</main></body></html>\n").toString();
    }

    private void scores() {
        section(
                "%s in %s".formatted(Text.metricName(report), Text.unit(report)),
                "Mean ± standard deviation over the seeds; the best of each context is bold. Hover for the 95 % interval.");
        table(
                "Context",
                labels(),
                report.contexts(),
                context -> IntStream.range(0, labels().size())
                        .mapToObj(i -> score(context.scores().get(i)))
                        .collect(joining()));
        html.append("</section>");
    }

    private String score(BenchmarkReport.@Nullable Score score) {
        if (score == null) {
            return "<td class=\"none\"><span aria-label=\"no value\">–</span></td>";
        }
        String spread = score.standardDeviation() == null
                ? ""
                : "<small> ± %s</small>".formatted(Text.metric(report, score.standardDeviation()));
        String interval = score.studentInterval() == null
                ? "one seed"
                : "95 %% interval %s to %s, %d seeds"
                        .formatted(
                                Text.metric(report, score.studentInterval().lower()),
                                Text.metric(report, score.studentInterval().upper()),
                                score.seeds());
        String missing = score.missing() == 0 ? "" : "<small> (n = %d)</small>".formatted(score.seeds());
        return "<td%s title=\"%s\">%s%s%s</td>"
                .formatted(
                        score.best() ? " class=\"best\"" : "",
                        Text.html(interval),
                        Text.metric(report, score.mean()),
                        spread,
                        missing);
    }

    private void compare(BenchmarkReport.Comparison comparison) {
        section("Ranks", "1 is the best in a context; equal means share their ranks.");
        html.append("<figure>").append(RankDiagram.of(comparison));
        html.append(
                "<figcaption>Average ranks; a bar joins functions that Nemenyi's test does not tell apart at level 0.05."
                        + "</figcaption></figure><ul class=\"tests\">");
        Sentences.of(report, comparison)
                .forEach(sentence ->
                        html.append("<li>").append(Text.html(sentence)).append("</li>"));
        html.append("</ul>");
        table(
                "Context",
                comparison.activations(),
                report.contexts().stream()
                        .filter(BenchmarkReport.Context::complete)
                        .toList(),
                context -> context.ranks().stream()
                        .map(rank ->
                                "<td%s>%s</td>".formatted(rank == 1 ? " class=\"best\"" : "", Text.decimal(rank, 1)))
                        .collect(joining()));
        html.append("<p class=\"average\">Average: ")
                .append(IntStream.range(0, comparison.activations().size())
                        .mapToObj(i -> "<span><b>%s</b> %s</span>"
                                .formatted(
                                        Text.html(comparison.activations().get(i)),
                                        Text.decimal(comparison.averageRanks().get(i), 2)))
                        .collect(joining(" ")))
                .append("</p></section>");
        section(
                "Against " + report.control(),
                "By average ranks, corrected by Holm; the interval is a bootstrap over the contexts.");
        html.append(
                "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Function</th><th scope=\"col\">Mean difference</th><th scope=\"col\">95 % interval</th><th scope=\"col\">z</th><th scope=\"col\">p</th><th scope=\"col\">p (Holm)</th></tr></thead><tbody>");
        comparison.againstControl().forEach(this::againstControl);
        html.append("</tbody></table></div></section>");
        section("Wins", "Contexts in which the function of the row is better than that of the column.");
        html.append("<figure>").append(WinMatrix.of(comparison)).append("</figure></section>");
    }

    private void againstControl(BenchmarkReport.AgainstControl other) {
        html.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td%s>%s</td></tr>"
                .formatted(
                        Text.html(other.activation()),
                        Text.metric(report, other.meanDifference()),
                        other.interval() == null
                                ? "–"
                                : Text.metric(report, other.interval().lower()) + " to "
                                        + Text.metric(report, other.interval().upper()),
                        Text.decimal(other.z(), 2),
                        Text.html(Text.pValue(other.pValue())),
                        other.holm() < 0.05 ? " class=\"best\"" : "",
                        Text.html(Text.pValue(other.holm()))));
    }

    private void learningCurves() {
        if (curves.isEmpty() || report.contexts().size() * report.activations().size() > MAX_CURVES) {
            return;
        }
        section(
                "Learning curves",
                "Accuracy on the split that decides fitness over the epochs, a line for each seed; all charts of a row have the same scale.");
        table("Context", labels(), report.contexts(), context -> {
            List<Epoch> points = report.activations().stream()
                    .flatMap(function -> at(context, function).stream())
                    .flatMap(List::stream)
                    .toList();
            int epochs = points.stream().mapToInt(Epoch::epoch).max().orElse(1);
            double highest = Math.max(
                    1e-9, points.stream().mapToDouble(Epoch::accuracy).max().orElse(1));
            return report.activations().stream()
                    .map(function -> at(context, function).isEmpty()
                            ? "<td class=\"none\">–</td>"
                            : "<td>%s</td>"
                                    .formatted(CurveChart.of(
                                            "%s, %s".formatted(function.label(), context.label()),
                                            at(context, function),
                                            epochs,
                                            highest)))
                    .collect(joining());
        });
        html.append("</section>");
    }

    private List<List<Epoch>> at(BenchmarkReport.Context context, Competitor function) {
        return curves.getOrDefault(new Place(context.recipeHash(), function.fingerprint()), List.of());
    }

    private void functions() {
        section("Functions", "");
        html.append(
                "<div class=\"scroll\" tabindex=\"0\"><table class=\"functions\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Formula</th><th scope=\"col\">Role</th><th scope=\"col\">From</th></tr></thead><tbody>");
        for (Competitor function : report.activations()) {
            html.append("<tr><th scope=\"row\">%s</th><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            Text.html(function.label()),
                            Text.html(function.formula()),
                            function.baseline() ? "baseline" : "",
                            function.origin() == null ? "" : Text.html(function.origin())));
        }
        html.append("</tbody></table></div></section>");
    }

    private List<String> labels() {
        return report.activations().stream().map(Competitor::label).toList();
    }

    private void section(String title, String explanation) {
        html.append("<section><h2>").append(Text.html(title)).append("</h2>");
        if (!explanation.isEmpty()) {
            html.append("<p>").append(Text.html(explanation)).append("</p>");
        }
    }

    private void table(
            String corner,
            List<String> columns,
            List<BenchmarkReport.Context> rows,
            Function<BenchmarkReport.Context, String> cells) {
        html.append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">")
                .append(corner)
                .append("</th>")
                .append(columns.stream()
                        .map(column -> "<th scope=\"col\">%s</th>".formatted(Text.html(column)))
                        .collect(joining()))
                .append("</tr></thead><tbody>");
        rows.forEach(row -> html.append("<tr><th scope=\"row\">")
                .append(Text.html(row.label()))
                .append("</th>")
                .append(cells.apply(row))
                .append("</tr>"));
        html.append("</tbody></table></div>");
    }
}
