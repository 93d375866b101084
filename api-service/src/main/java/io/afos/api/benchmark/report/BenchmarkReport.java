package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.Competitor;
import io.afos.api.job.JobState;
import io.afos.api.statistics.Interval;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a benchmark. A context is a network on a data set under a recipe. */
public record BenchmarkReport(
        long id,
        String name,
        JobState state,
        BenchmarkMetric metric,

        @Schema(description = "Label of the function with which the others are compared")
        String control,

        @Schema(description = "Number of cells in the matrix")
        int cells,

        @Schema(description = "Number of cells that have a value")
        int measured,

        List<Competitor> activations,
        List<Long> seeds,
        List<Context> contexts,

        @Schema(description = "Comparison of the functions over the contexts; absent if fewer than two can be compared")
        @Nullable
        Comparison comparison,

        @Schema(description = "Remarks on how to read these numbers")
        List<String> remarks) {

    /** The confidence level of all intervals. */
    public static final double LEVEL = 0.95;

    /** A row of the table. */
    @Schema(name = "ReportContext")
    public record Context(
            String label,
            String architecture,
            String dataset,
            String recipeHash,

            @Schema(description = "What fitness is under the recipe, such as accuracy / loss")
            String objective,

            @Schema(
                    description =
                            "Whether the context counts in the comparison, that is, every compared function has a value")
            boolean complete,

            @Schema(description = "In the order of the activations; null where nothing was measured")
            List<@Nullable Score> scores,

            @Schema(
                    description =
                            "Ranks of the compared functions, in their order; empty if the context is not complete")
            List<Double> ranks) {}

    /** A function in a context. */
    @Schema(name = "ReportScore")
    public record Score(
            @Schema(description = "Number of seeds with a value")
            int seeds,

            @Schema(description = "Number of cells without a value: failed, cancelled or not finished")
            int missing,

            @Schema(description = "Number of seeds that diverged, which count as 0")
            int diverged,

            double mean,
            @Nullable Double standardDeviation,

            @Schema(description = "Student's t 95 % interval of the mean") @Nullable
            Interval studentInterval,

            @Schema(description = "Percentile bootstrap 95 % interval of the mean") @Nullable
            Interval bootstrapInterval,

            @Schema(description = "Cliff's delta against the control over the seeds, from -1 to 1") @Nullable
            Double cliffsDelta,

            @Schema(description = "Whether no other function has a higher mean in this context")
            boolean best,

            @Schema(
                    description =
                            "Whether its Student's t interval is above those of all other functions in this context;"
                                    + " reports print only such a mean in bold")
            boolean clearlyBest) {}

    /** The functions compared over all complete contexts. */
    @Schema(name = "ReportComparison")
    public record Comparison(
            @Schema(description = "Number of complete contexts")
            int contexts,

            @Schema(description = "Labels of the compared functions")
            List<String> activations,

            @Schema(description = "In the order of the compared functions")
            List<Double> averageRanks,

            @Nullable Friedman friedman,

            @Schema(description = "Nemenyi's critical difference of average ranks at significance level 0.05")
            double criticalDifference,

            @Schema(description = "The same at significance level 0.10")
            double criticalDifference10,

            @Schema(
                    description =
                            "Largest groups of functions that do not differ at significance level 0.05, best first")
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

            @Schema(
                    description =
                            "Iman and Davenport's F; absent if infinite, when all contexts rank the functions alike")
            @Nullable
            Double imanDavenport,

            int denominatorDegreesOfFreedom,
            double imanDavenportPValue) {}

    /** A function compared with the control by average ranks. */
    @Schema(name = "ReportAgainstControl")
    public record AgainstControl(
            String activation,

            @Schema(description = "Mean difference from the control over the contexts")
            double meanDifference,

            @Schema(description = "Percentile bootstrap 95 % interval of the mean difference over the contexts")
            @Nullable
            Interval interval,

            double z,
            double pValue,

            @Schema(description = "p-value with Holm's correction")
            double holm) {}

    /** Two functions compared over the contexts in which both have a value. */
    @Schema(name = "ReportPair")
    public record Pair(
            String first,
            String second,
            int wins,
            int ties,
            int losses,

            @Schema(description = "Nemenyi's p-value, adjusted for all pairs")
            double nemenyi,

            @Schema(description = "p-value of Wilcoxon's signed-rank test; absent if there is no difference") @Nullable
            Double wilcoxon,

            @Schema(description = "The same with Holm's correction for all pairs") @Nullable
            Double wilcoxonHolm,

            @Schema(description = "Matched-pairs rank-biserial correlation, from -1 to 1") @Nullable
            Double rankBiserial) {}

    /** The measure used in the AFOS paper: the number of contexts in which other functions beat every baseline. */
    @Schema(name = "ReportSuperior")
    public record Superior(
            @Schema(description = "Number of contexts in which at least one function does")
            int byAny,

            @Schema(description = "The same as a fraction of the contexts")
            double share,

            List<Each> byEach) {}

    /** A function and the number of contexts in which it beats every baseline. */
    @Schema(name = "ReportSuperiorEach")
    public record Each(String activation, int contexts, double share) {}
}
