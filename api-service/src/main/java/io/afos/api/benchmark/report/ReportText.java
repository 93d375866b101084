package io.afos.api.benchmark.report;

import java.util.Locale;

/** Texts and numbers in the forms of a report. */
final class ReportText {

    private ReportText() {}

    /** Every character that means something in Markdown or HTML is written as itself. */
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

    /** A metric: in percent if it is a share. */
    static String metric(BenchmarkReport report, double value) {
        return report.metric().isShare() ? decimal(100 * value, 1) : decimal(value, 3);
    }

    static String unit(BenchmarkReport report) {
        return report.metric().isShare() ? "percent" : "accuracy / loss";
    }

    static String metricName(BenchmarkReport report) {
        return switch (report.metric()) {
            case ACCURACY -> "Accuracy";
            case TEST_ACCURACY -> "Test accuracy";
            case FITNESS -> "Fitness";
        };
    }
}
