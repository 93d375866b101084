package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.Competitor;
import io.afos.api.job.JobState;
import io.afos.api.statistics.Interval;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a benchmark shows. A context is a network on a data set under a recipe. */
public record BenchmarkReport(
        long id,
        String name,
        JobState state,
        BenchmarkMetric metric,

        @Schema(description = "Label of the function with which the others are compared")
        String control,

        @Schema(description = "Cells of the matrix") int cells,

        @Schema(description = "Of these, how many have a value")
        int measured,

        List<Competitor> activations,
        List<Long> seeds,
        List<Context> contexts,

        @Schema(description = "How the functions compare over the contexts; absent if fewer than two can be compared")
        @Nullable
        Comparison comparison,

        @Schema(description = "What a reader must know of these numbers")
        List<String> remarks) {

    /** The level of all intervals. */
    public static final double LEVEL = 0.95;

    /** A row of the table. */
    @Schema(name = "ReportContext")
    public record Context(
            String label,
            String architecture,
            String dataset,
            String recipeHash,

            @Schema(description = "Whether it counts in the comparison: every function compared has a value")
            boolean complete,

            @Schema(description = "In the order of the activations; null where nothing was measured")
            List<@Nullable Score> scores,

            @Schema(description = "Ranks of the functions compared, in their order; empty if not complete")
            List<Double> ranks) {}

    /** A function in a context. */
    @Schema(name = "ReportScore")
    public record Score(
            @Schema(description = "Seeds with a value") int seeds,

            @Schema(description = "Cells without one: failed, cancelled or still to come")
            int missing,

            @Schema(description = "Seeds that diverged, which count 0")
            int diverged,

            double mean,
            @Nullable Double standardDeviation,

            @Schema(description = "Student's 95 % interval of the mean") @Nullable
            Interval studentInterval,

            @Schema(description = "Percentile bootstrap 95 % interval of the mean") @Nullable
            Interval bootstrapInterval,

            @Schema(description = "Cliff's delta against the control over the seeds, from -1 to 1") @Nullable
            Double cliffsDelta,

            @Schema(description = "Whether no function has a higher mean in this context")
            boolean best) {}

    /** The functions over all complete contexts. */
    @Schema(name = "ReportComparison")
    public record Comparison(
            @Schema(description = "Number of complete contexts")
            int contexts,

            @Schema(description = "Labels of the functions compared")
            List<String> activations,

            @Schema(description = "In the order of the functions compared")
            List<Double> averageRanks,

            @Nullable Friedman friedman,

            @Schema(description = "Nemenyi's critical difference of average ranks at level 0.05")
            double criticalDifference,

            @Schema(description = "The same at level 0.10") double criticalDifference10,

            @Schema(description = "Largest groups of functions that do not differ at level 0.05, the best first")
            List<List<String>> groups,

            List<AgainstControl> againstControl,
            List<Pair> pairs,
            Superior superior) {}

    /** Friedman's test. */
    @Schema(name = "ReportFriedman")
    public record Friedman(
            double chiSquare,
            int degreesOfFreedom,
            double pValue,

            @Schema(description = "Iman and Davenport's F; absent when it is infinite, all contexts ranking alike")
            @Nullable
            Double imanDavenport,

            int denominatorDegreesOfFreedom,
            double imanDavenportPValue) {}

    /** A function against the control, by average ranks. */
    @Schema(name = "ReportAgainstControl")
    public record AgainstControl(
            String activation,

            @Schema(description = "Mean over the contexts of the difference to the control")
            double meanDifference,

            @Schema(description = "Percentile bootstrap 95 % interval of it over the contexts") @Nullable
            Interval interval,

            double z,
            double pValue,

            @Schema(description = "p-value by Holm's correction")
            double holm) {}

    /** Two functions over the contexts that both have. */
    @Schema(name = "ReportPair")
    public record Pair(
            String first,
            String second,
            int wins,
            int ties,
            int losses,

            @Schema(description = "Nemenyi's p-value, adjusted for all pairs")
            double nemenyi,

            @Schema(description = "Wilcoxon's signed-rank p-value; absent if there is no difference") @Nullable
            Double wilcoxon,

            @Schema(description = "The same by Holm's correction for all pairs") @Nullable
            Double wilcoxonHolm,

            @Schema(description = "Matched-pairs rank-biserial correlation, from -1 to 1") @Nullable
            Double rankBiserial) {}

    /** The measure of the AFOS paper: contexts in which other functions beat every baseline. */
    @Schema(name = "ReportSuperior")
    public record Superior(
            @Schema(description = "Contexts in which at least one does")
            int byAny,

            @Schema(description = "That as a share of the contexts")
            double share,

            List<Each> byEach) {}

    /** A function and the contexts in which it beats every baseline. */
    @Schema(name = "ReportSuperiorEach")
    public record Each(String activation, int contexts, double share) {}
}
