package io.afos.api.strategy;

import io.afos.api.strategy.Simulation.Improvement;
import io.afos.api.strategy.Simulation.Run;
import io.afos.api.strategy.Simulation.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * How many training epochs strategies need on the table of all functions of 3 genes, how rungs and models foretell its fitness,
 * and how busy strategies keep workers. Writes the tables and the plot of docs/strategies.md. No test, so it is run by its
 * name only.
 */
class StrategyMeasurement {

    private static final Path REPORT = Path.of("..", "docs", "strategies");

    private static final int SEARCHES = 60;
    private static final int WORKERS = 8;
    private static final long MAX_EPOCHS = 5_000;

    /** The paper's screening: a training ends after the first epoch if its accuracy is below. */
    private static final double SCREENING = 0.25;

    private static final double[] TOPS = {0.01, 0.0025};
    private static final int MANY_WORKERS = 64;
    private static final int BUSY_SEARCHES = 6;

    private final TabularEvaluator table = Tables.functionsOfThreeGenes();
    private final StringBuilder report = new StringBuilder();

    @Test
    void measure() throws IOException {
        Files.createDirectories(REPORT);
        compare();
        rungs();
        models();
        utilisation();
        Files.writeString(REPORT.resolve("results.md"), report);
        System.out.println(report);
    }

    private void compare() throws IOException {
        Map<Contestant, List<Run>> runs = new EnumMap<>(Contestant.class);
        for (Contestant contestant : Contestant.values()) {
            runs.put(contestant, runs(contestant, setting(contestant)));
        }
        line("# Results");
        line("");
        line("Written by `StrategyMeasurement`; what they say stands in [strategies](../strategies.md).");
        line("");
        for (double share : TOPS) {
            epochsToTheTop(share, runs);
        }
        line("## Fitness of the best function so far");
        line("");
        line("Mean over the seeds of the table; median and quartiles of %d searches.", SEARCHES);
        line("");
        line("| strategy | after 100 epochs | 250 | 500 | 1,000 | 4,000 |");
        line("|---|---:|---:|---:|---:|---:|");
        runs.forEach((contestant, courses) -> line(
                "| %s | %s | %s | %s | %s | %s |",
                contestant.title(),
                fitness(courses, 100),
                fitness(courses, 250),
                fitness(courses, 500),
                fitness(courses, 1_000),
                fitness(courses, 4_000)));
        double top = table.top(TOPS[0]);
        line("");
        line(
                "With one worker, median epochs to the top 1 %%: %s (%s), %s (%s).",
                epochs(alone(Contestant.AFOS_AS_PUBLISHED, top)),
                Contestant.AFOS_AS_PUBLISHED.title(),
                epochs(alone(Contestant.FROM_MNIST, top)),
                Contestant.FROM_MNIST.title());
        line("");
        line(
                "Training anew on each rung: %s epochs to the top 1 %% where continuing would take %s (ASHA + evolution), %s and %s"
                        + " (ASHA + surrogate).",
                epochs(median(reach(runs.get(Contestant.ASHA_EVOLUTION), top))),
                epochs(resumed(Contestant.ASHA_EVOLUTION, top)),
                epochs(median(reach(runs.get(Contestant.ASHA_SURROGATE), top))),
                epochs(resumed(Contestant.ASHA_SURROGATE, top)));
        line("");
        Files.writeString(REPORT.resolve("curves.svg"), new BestSoFarPlot(MAX_EPOCHS, table, runs).svg());
    }

    private void epochsToTheTop(double share, Map<Contestant, List<Run>> runs) {
        double top = table.top(share);
        double published = median(reach(runs.get(Contestant.AFOS_AS_PUBLISHED), top));
        line(
                "## Epochs to the top %s %%",
                new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(share * 100));
        line("");
        line(
                "%d functions, %d of them with a mean fitness of at least %.3f, the best %.3f; %d searches each.",
                table.entries().size(), count(top), top, table.top(0), SEARCHES);
        line("");
        line("| strategy | median | quartiles | nine of ten | median, of that of AFOS as published | not reached |");
        line("|---|---:|---:|---:|---:|---:|");
        runs.forEach((contestant, courses) -> {
            double[] epochs = reach(courses, top);
            line(
                    "| %s | %s | %s to %s | %s | %s | %d |",
                    contestant.title(),
                    epochs(median(epochs)),
                    epochs(quantile(epochs, 0.25)),
                    epochs(quantile(epochs, 0.75)),
                    epochs(quantile(epochs, 0.9)),
                    Double.isInfinite(median(epochs))
                            ? "-"
                            : String.format(Locale.ROOT, "%.2f", median(epochs) / published),
                    Arrays.stream(epochs).filter(Double::isInfinite).count());
        });
        line("");
    }

    private double alone(Contestant contestant, double top) {
        return median(reach(runs(contestant, Setting.of(1, contestant.memory(), SCREENING, MAX_EPOCHS)), top));
    }

    private double resumed(Contestant contestant, double top) {
        return median(reach(runs(contestant, setting(contestant).resuming()), top));
    }

    private static Setting setting(Contestant contestant) {
        return Setting.of(WORKERS, contestant.memory(), SCREENING, MAX_EPOCHS);
    }

    private List<Run> runs(Contestant contestant, Setting setting) {
        return LongStream.rangeClosed(1, SEARCHES)
                .parallel()
                .mapToObj(seed -> contestant.run(table, Tables.SPACE, seed, setting))
                .toList();
    }

    private long count(double fitness) {
        return table.entries().stream()
                .filter(entry -> table.meanFitness(Course.fingerprint(entry.chromosome())) >= fitness)
                .count();
    }

    /** For each search the epochs until its best function was in the top by its mean fitness; infinite if it never was. */
    private double[] reach(List<Run> courses, double top) {
        return courses.stream()
                .mapToDouble(run -> run.improvements().stream()
                        .filter(improvement -> table.meanFitness(improvement.fingerprint()) >= top)
                        .mapToDouble(Improvement::epochs)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY))
                .toArray();
    }

    private String fitness(List<Run> courses, long epochs) {
        double[] fitness = courses.stream()
                .mapToDouble(run -> BestSoFarPlot.meanFitnessAfter(run, epochs, table))
                .toArray();
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", median(fitness), quantile(fitness, 0.25), quantile(fitness, 0.75));
    }

    private void rungs() {
        line("## Rank correlation of rungs with the final fitness");
        line("");
        line(
                "Spearman's, of the fitness after so many epochs with the mean fitness after %d, for each seed and averaged.",
                table.epochs());
        line("");
        line("| epochs | all functions | those that train to the end with all seeds | the best quarter"
                + " | of the top 1 %%, in the best third after so many epochs |");
        line("|---:|---:|---:|---:|---:|");
        List<String> all = fingerprints();
        List<String> trained = all.stream()
                .filter(fingerprint -> table.seeds().stream()
                        .allMatch(seed ->
                                table.train(fingerprint, seed, table.epochs()).fitness() > 0))
                .toList();
        List<String> best = all.stream()
                .sorted((a, b) -> Double.compare(table.meanFitness(b), table.meanFitness(a)))
                .limit(all.size() / 4)
                .toList();
        for (int epochs = 1; epochs <= table.epochs(); epochs++) {
            line(
                    "| %d | %.2f | %.2f | %.2f | %.0f %% |",
                    epochs,
                    correlation(all, epochs),
                    correlation(trained, epochs),
                    correlation(best, epochs),
                    100 * kept(all, epochs));
        }
        line("");
    }

    private List<String> fingerprints() {
        return table.entries().stream()
                .map(entry -> Course.fingerprint(entry.chromosome()))
                .toList();
    }

    private double correlation(List<String> functions, int epochs) {
        double[] last = functions.stream().mapToDouble(table::meanFitness).toArray();
        return table.seeds().stream()
                .mapToDouble(seed -> Spearman.correlation(
                        functions.stream()
                                .mapToDouble(fingerprint ->
                                        table.train(fingerprint, seed, epochs).fitness())
                                .toArray(),
                        last))
                .average()
                .orElseThrow();
    }

    private double kept(List<String> functions, int epochs) {
        double top = table.top(TOPS[0]);
        List<String> best = functions.stream()
                .filter(fingerprint -> table.meanFitness(fingerprint) >= top)
                .toList();
        return table.seeds().stream()
                .mapToDouble(seed -> {
                    double[] early = functions.stream()
                            .mapToDouble(fingerprint ->
                                    table.train(fingerprint, seed, epochs).fitness())
                            .toArray();
                    double third = quantile(early, 2.0 / 3);
                    return best.stream()
                                    .filter(fingerprint -> table.train(fingerprint, seed, epochs)
                                                    .fitness()
                                            >= third)
                                    .count()
                            / (double) best.size();
                })
                .average()
                .orElseThrow();
    }

    private void models() {
        line("## Models of fitness");
        line("");
        line(
                "Ten-fold cross-validation on the table, fitness with the first seed from features without training, for training"
                        + " sets of the given size.");
        line("");
        line("| model | functions learnt from | Spearman's correlation, all functions | those with a fitness above 0"
                + " | root of the mean squared error |");
        line("|---|---:|---:|---:|---:|");
        for (int size : new int[] {50, 200, 1_000}) {
            new CrossValidation(table, size).rows().forEach(row -> line("%s", row));
        }
        line("");
    }

    private void utilisation() {
        line("## Busy workers");
        line("");
        line(
                "%d workers, epochs that take 1 to 10 times as long depending on the function (log-uniform), the mean of %d searches:"
                        + " share of the workers' time spent in training until the last function was started, promotions left"
                        + " out, and until the last training ended.",
                MANY_WORKERS, BUSY_SEARCHES);
        line("");
        line("| strategy | until the last function | until the end |");
        line("|---|---:|---:|");
        for (var strategy : busy().entrySet()) {
            List<Run> courses = LongStream.rangeClosed(1, BUSY_SEARCHES)
                    .parallel()
                    .mapToObj(seed -> Simulation.run(
                            strategy.getValue().on(Problem.of(Tables.SPACE), seed),
                            table,
                            table.seeds().get((int) (seed % table.seeds().size())),
                            Setting.of(MANY_WORKERS, true, SCREENING, Long.MAX_VALUE)
                                    .timed(StrategyMeasurement::slowness)))
                    .toList();
            line(
                    "| %s | %.1f %% | %.1f %% |",
                    strategy.getKey(),
                    100
                            * courses.stream()
                                    .mapToDouble(Run::utilisation)
                                    .average()
                                    .orElseThrow(),
                    100 * courses.stream().mapToDouble(Run::overall).average().orElseThrow());
        }
        line("");
    }

    private static Map<String, StrategySettings> busy() {
        var evolution = new StrategySettings.Evolution(500, 100, 25, 0.2, MANY_WORKERS);
        var strategies = new LinkedHashMap<String, StrategySettings>();
        strategies.put("AFOS with memory, 30 members", new StrategySettings.Afos(30, 50, 6, 0.8, 1));
        strategies.put("AFOS with memory, 128 members", new StrategySettings.Afos(128, 12, 6, 0.8, 1));
        strategies.put("regularized evolution", evolution);
        strategies.put("surrogate, batches of 4", new StrategySettings.Surrogate(300, 64, 4, MANY_WORKERS + 4));
        strategies.put("ASHA + regularized evolution", new StrategySettings.Asha(9, List.of(1), evolution));
        return strategies;
    }

    /** From 1 to 10. */
    private static double slowness(String fingerprint) {
        return Math.pow(10, Integer.parseInt(fingerprint.substring(0, 6), 16) / (double) 0xffffff);
    }

    private void line(String text, Object... values) {
        report.append(String.format(Locale.ROOT, text, values)).append('\n');
    }

    private static String epochs(double epochs) {
        return Double.isInfinite(epochs) ? "-" : String.format(Locale.ROOT, "%,.0f", epochs);
    }

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** The smallest value that at least this share of all does not exceed. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
