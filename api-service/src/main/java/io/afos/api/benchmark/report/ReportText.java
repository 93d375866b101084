package io.afos.api.benchmark.report;

import java.util.Locale;

/** Formats texts and numbers for reports. */
final class ReportText {

    private ReportText() {}

    /** Escapes every character that has a meaning in Markdown or HTML. */
    static String markdown(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]|~])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\R", " ");
    }

    static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    static String pValue(double value) {
        return value < 0.001 ? "< 0.001" : decimal(value, 3);
    }

    /** Formats a metric, as a percentage if it is a fraction. */
    static String metric(BenchmarkReport report, double value) {
        return report.metric().isShare() ? decimal(100 * value, 1) : decimal(value, 3);
    }

    static String unit(BenchmarkReport report) {
        if (report.metric().isShare()) {
            return "percent";
        }
        return sharesObjective(report) ? report.contexts().get(0).objective() : "as each context defines it";
    }

    /** The label of a context, with its objective if not all have the same. */
    static String label(BenchmarkReport report, BenchmarkReport.Context context) {
        return report.metric().isShare() || sharesObjective(report)
                ? context.label()
                : context.label() + ": " + context.objective();
    }

    private static boolean sharesObjective(BenchmarkReport report) {
        return report.contexts().stream()
                        .map(BenchmarkReport.Context::objective)
                        .distinct()
                        .count()
                == 1;
    }

    static String metricName(BenchmarkReport report) {
        return switch (report.metric()) {
            case ACCURACY -> "Accuracy";
            case TEST_ACCURACY -> "Test accuracy";
            case FITNESS -> "Fitness";
        };
    }
}
