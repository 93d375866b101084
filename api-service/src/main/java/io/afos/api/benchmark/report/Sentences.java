package io.afos.api.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static java.util.stream.Collectors.joining;

/** Describes the test results of a comparison in sentences. */
final class Sentences {

    private Sentences() {}

    static List<String> of(BenchmarkReport report, BenchmarkReport.Comparison comparison) {
        var sentences = new ArrayList<String>();
        BenchmarkReport.Friedman friedman = comparison.friedman();
        if (friedman == null) {
            sentences.add("Friedman's test needs at least two contexts and a difference in at least one of them.");
        } else {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Friedman: chi-square = %s with %d degrees of freedom, p %s.",
                    ReportText.decimal(friedman.chiSquare(), 2),
                    friedman.degreesOfFreedom(),
                    p(friedman.pValue())));
            sentences.add(String.format(
                    Locale.ROOT,
                    "Iman and Davenport: F(%d, %d) = %s, p %s.",
                    friedman.degreesOfFreedom(),
                    friedman.denominatorDegreesOfFreedom(),
                    friedman.imanDavenport() == null ? "infinite" : ReportText.decimal(friedman.imanDavenport(), 2),
                    p(friedman.imanDavenportPValue())));
        }
        sentences.add(String.format(
                Locale.ROOT,
                "Nemenyi's critical difference of average ranks: %s at level 0.05, %s at 0.10.",
                ReportText.decimal(comparison.criticalDifference(), 2),
                ReportText.decimal(comparison.criticalDifference10(), 2)));
        BenchmarkReport.Superior superior = comparison.superior();
        if (!superior.byEach().isEmpty()) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "At least one function that is not a baseline beats every baseline in %d of %d contexts (%s"
                            + " %%); individually: %s.",
                    superior.byAny(),
                    comparison.contexts(),
                    ReportText.decimal(100 * superior.share(), 1),
                    superior.byEach().stream()
                            .map(each -> String.format(Locale.ROOT, "%s in %d", each.activation(), each.contexts()))
                            .collect(joining(", "))));
        }
        return sentences;
    }

    private static String p(double value) {
        return value < 0.001 ? "< 0.001" : "= " + ReportText.pValue(value);
    }
}
