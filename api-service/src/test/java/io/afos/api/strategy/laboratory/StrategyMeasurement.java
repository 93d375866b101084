package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.laboratory.Simulation.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many training epochs strategies need on the table of all functions of 3 genes, and how rungs and models foretell fitness. Writes the tables and the plot of docs/strategies.md. No test, so it is run by its
 * name only.
 */
class StrategyMeasurement {

    private static final double[] TOPS = {0.01, 0.0025};

    private final Landscape clothes = new Landscape("Fashion-MNIST", Tables.fashionMnist(), Tables.mnist());
    private final TabularEvaluator table = clothes.table();
    private final Report report = new Report("Results", StrategyMeasurement.class);

    @Test
    void measure() throws IOException {
        compare();
        rungs();
        models();
        report.write("results.md");
    }

    private void compare() throws IOException {
        var races = new Races(clothes, 8);
        Map<Contestant, List<Run>> runs = races.toTheEnd();
        for (double share : TOPS) {
            races.report(share, runs, report);
        }
        var alone = new Races(clothes, 1);
        Map<Contestant, List<Run>> toTheTop = alone.untilTheTop(TOPS[0]);
        alone.report(TOPS[0], toTheTop, report);
        fitness(runs);
        line(
                "Epochs to the top 1 %% with one worker where promoted functions are trained again, and where they would continue:");
        line("");
        for (Contestant asha : List.of(Contestant.ASHA_EVOLUTION, Contestant.ASHA_SURROGATE)) {
            Set<String> top = clothes.top(TOPS[0]);
            List<Run> resuming = alone.of(asha, setting -> setting.resuming().until(top::contains));
            line(
                    "- %s: %s and %s",
                    asha.title(), medianToTheTop(alone, toTheTop.get(asha)), medianToTheTop(alone, resuming));
        }
        line("");
        Files.writeString(
                Report.DIRECTORY.resolve("curves.svg"), new BestSoFarPlot(Races.MAX_EPOCHS, table, runs).svg());
    }

    private static String medianToTheTop(Races races, List<Run> runs) {
        double[] epochs = races.epochsToTheTop(TOPS[0], runs);
        return String.format(
                Locale.ROOT,
                "%s (%s)",
                Races.text(Races.median(epochs)),
                MedianInterval.of(epochs).map(Races::text).orElseThrow());
    }

    private void fitness(Map<Contestant, List<Run>> runs) {
        line("## Fitness of the best function so far");
        line("");
        line(
                "%s, mean over the seeds of the table; median of the searches with 8 workers, and its 95 %% interval.",
                clothes.images());
        line("");
        line("| strategy | after 100 epochs | 250 | 500 | 1,000 | 4,000 |");
        line("|---|---:|---:|---:|---:|---:|");
        runs.forEach((contestant, courses) -> line(
                "| %s | %s |",
                contestant.title(),
                Stream.of(100, 250, 500, 1_000, 4_000)
                        .map(epochs -> fitnessAfter(epochs, contestant, runs))
                        .collect(Collectors.joining(" | "))));
        line("");
    }

    private String fitnessAfter(int epochs, Contestant contestant, Map<Contestant, List<Run>> runs) {
        Map<Contestant, double[]> losses = new EnumMap<>(Contestant.class);
        runs.forEach((other, courses) -> losses.put(
                other,
                courses.stream()
                        .mapToDouble(run -> -BestSoFarPlot.meanFitnessAfter(run, epochs, table))
                        .toArray()));
        var medians = new Medians(losses);
        return medians.marked(contestant, String.format(Locale.ROOT, "%.3f", -medians.median(contestant)))
                + medians.interval(contestant)
                        .map(interval ->
                                String.format(Locale.ROOT, " (%.3f to %.3f)", -interval.high(), -interval.low()))
                        .orElse("");
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
                .map(entry -> PlayedHistory.fingerprint(entry.chromosome()))
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
        Set<String> best = clothes.top(TOPS[0]);
        return table.seeds().stream()
                .mapToDouble(seed -> {
                    double[] early = functions.stream()
                            .mapToDouble(fingerprint ->
                                    table.train(fingerprint, seed, epochs).fitness())
                            .toArray();
                    double third = Races.quantile(early, 2.0 / 3);
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

    private void line(String text, Object... values) {
        report.line(text, values);
    }
}
