package io.afos.api.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.joining;

/** A report as Markdown. */
final class MarkdownReport {

    private final StringBuilder text = new StringBuilder();
    private final BenchmarkReport report;

    private MarkdownReport(BenchmarkReport report) {
        this.report = report;
    }

    static String of(BenchmarkReport report) {
        return new MarkdownReport(report).write();
    }

    private String write() {
        line(String.format(Locale.ROOT, "# Benchmark %d: %s", report.id(), ReportText.markdown(report.name())));
        line("");
        line(String.format(
                Locale.ROOT,
                "%d activation functions, %d contexts, %d seeds; %,d of %,d cells measured; state %s.",
                report.activations().size(),
                report.contexts().size(),
                report.seeds().size(),
                report.measured(),
                report.cells(),
                report.state()));
        line("");
        report.remarks().forEach(remark -> line("- " + ReportText.markdown(remark)));
        scores();
        if (report.comparison() != null) {
            compare(report.comparison());
        }
        return text.toString();
    }

    private void scores() {
        heading(String.format(
                Locale.ROOT,
                "%s (%s), mean ± standard deviation over the seeds",
                ReportText.metricName(report),
                ReportText.unit(report)));
        head(titles("context", report.activations().stream().map(f -> f.label()).toList()));
        for (BenchmarkReport.Context context : report.contexts()) {
            row(
                    ReportText.markdown(ReportText.label(report, context)),
                    context.scores().stream().map(this::score).toList());
        }
    }

    private String score(BenchmarkReport.@Nullable Score score) {
        if (score == null) {
            return "";
        }
        String value = ReportText.metric(report, score.mean())
                + (score.standardDeviation() == null
                        ? ""
                        : " ± " + ReportText.metric(report, score.standardDeviation()))
                + (score.missing() > 0 ? String.format(Locale.ROOT, " (n = %d)", score.seeds()) : "");
        return score.clearlyBest() ? "**" + value + "**" : value;
    }

    private void compare(BenchmarkReport.Comparison comparison) {
        heading("Ranks");
        head(titles("context", comparison.activations()));
        report.contexts().stream()
                .filter(BenchmarkReport.Context::complete)
                .forEach(context -> row(
                        ReportText.markdown(context.label()),
                        context.ranks().stream()
                                .map(rank -> ReportText.decimal(rank, 1))
                                .toList()));
        row(
                "**average**",
                comparison.averageRanks().stream()
                        .map(rank -> ReportText.decimal(rank, 2))
                        .toList());
        line("");
        Sentences.of(report, comparison).forEach(sentence -> line("- " + ReportText.markdown(sentence)));
        heading(String.format(Locale.ROOT, "Against %s", ReportText.markdown(report.control())));
        head(List.of("function", "mean difference", "95 % interval", "z", "p", "p (Holm)"));
        for (BenchmarkReport.AgainstControl other : comparison.againstControl()) {
            row(
                    ReportText.markdown(other.activation()),
                    List.of(
                            ReportText.metric(report, other.meanDifference()),
                            other.interval() == null
                                    ? ""
                                    : ReportText.metric(report, other.interval().lower()) + " to "
                                            + ReportText.metric(
                                                    report, other.interval().upper()),
                            ReportText.decimal(other.z(), 2),
                            ReportText.pValue(other.pValue()),
                            ReportText.pValue(other.holm())));
        }
        heading("Pairs");
        head(List.of(
                "first", "second", "wins", "ties", "losses", "Nemenyi p", "Wilcoxon p", "(Holm)", "rank-biserial r"));
        for (BenchmarkReport.Pair pair : comparison.pairs()) {
            row(
                    ReportText.markdown(pair.first()),
                    List.of(
                            ReportText.markdown(pair.second()),
                            Integer.toString(pair.wins()),
                            Integer.toString(pair.ties()),
                            Integer.toString(pair.losses()),
                            ReportText.pValue(pair.nemenyi()),
                            pair.wilcoxon() == null ? "" : ReportText.pValue(pair.wilcoxon()),
                            pair.wilcoxonHolm() == null ? "" : ReportText.pValue(pair.wilcoxonHolm()),
                            pair.rankBiserial() == null ? "" : ReportText.decimal(pair.rankBiserial(), 2)));
        }
    }

    private static List<String> titles(String first, List<String> others) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), others.stream())
                .toList();
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void head(List<String> titles) {
        line(titles.stream().map(ReportText::markdown).collect(joining(" | ", "| ", " |")));
        line(IntStream.range(0, titles.size())
                .mapToObj(i -> i == 0 ? "---" : "---:")
                .collect(joining("|", "|", "|")));
    }

    private void row(String first, List<String> others) {
        line("| " + first + " | " + String.join(" | ", others) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
