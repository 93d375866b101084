package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.laboratory.Simulation.Improvement;
import io.afos.api.strategy.laboratory.Simulation.Run;
import io.afos.api.strategy.laboratory.Simulation.Setting;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Searches of all contestants on a table, and how many epochs they need to its top. */
record Races(Landscape landscape, int workers) {

    static final long MAX_EPOCHS = 5_000;

    /** The paper's screening: a training ends after the first epoch if its accuracy is below. */
    static final double SCREENING = 0.25;

    Map<Contestant, List<Run>> toTheEnd() {
        return run(setting -> setting);
    }

    /** Searches that end when they have reached the top. */
    Map<Contestant, List<Run>> untilTheTop(double share) {
        Set<String> top = landscape.top(share);
        return run(setting -> setting.until(top::contains));
    }

    private Map<Contestant, List<Run>> run(UnaryOperator<Setting> specialty) {
        Map<Contestant, List<Run>> runs = new EnumMap<>(Contestant.class);
        for (Contestant contestant : Contestant.values()) {
            runs.put(contestant, of(contestant, specialty));
        }
        return runs;
    }

    List<Run> of(Contestant contestant, UnaryOperator<Setting> specialty) {
        Setting setting = specialty.apply(Setting.of(workers, contestant.memory(), SCREENING, MAX_EPOCHS));
        return LongStream.rangeClosed(1, contestant.searches())
                .parallel()
                .mapToObj(seed -> contestant.run(landscape, seed, setting))
                .toList();
    }

    void report(double share, Map<Contestant, List<Run>> runs, Report report) {
        Map<Contestant, double[]> epochs = new EnumMap<>(Contestant.class);
        runs.forEach((contestant, searches) -> epochs.put(contestant, epochsToTheTop(share, searches)));
        Medians medians = new Medians(epochs);
        report.line(
                "## Epochs to the top %s %%, %s, %s",
                new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(share * 100),
                landscape.images(),
                workers == 1 ? "one worker" : workers + " workers");
        report.line("");
        report.line(
                "%d functions, %d of them with a mean fitness of at least %.3f, the best %.3f.",
                landscape.table().entries().size(),
                landscape.top(share).size(),
                landscape.table().top(share),
                landscape.table().top(0));
        report.line("");
        report.line("| strategy | median | 95 %% interval | quartiles | nine of ten"
                + " | median, relative to AFOS as published, 95 %% interval | searches | that did not reach it |");
        report.line("|---|---:|---:|---:|---:|---:|---:|---:|");
        epochs.forEach((contestant, sample) -> report.line(
                "| %s | %s | %s | %s to %s | %s | %s | %d | %d |",
                contestant.title(),
                medians.marked(contestant, text(median(sample))),
                medians.interval(contestant).map(Races::text).orElse("-"),
                text(quantile(sample, 0.25)),
                text(quantile(sample, 0.75)),
                text(quantile(sample, 0.9)),
                relative(contestant, medians),
                sample.length,
                Arrays.stream(sample).filter(Double::isInfinite).count()));
        report.line("");
    }

    private static String relative(Contestant contestant, Medians medians) {
        return medians.relativeTo(Contestant.AFOS_AS_PUBLISHED, contestant)
                .map(ratio -> String.format(
                        Locale.ROOT,
                        "%.2f, %.2f to %.2f",
                        medians.median(contestant) / medians.median(Contestant.AFOS_AS_PUBLISHED),
                        ratio.low(),
                        ratio.high()))
                .orElse("-");
    }

    static String text(MedianInterval interval) {
        return text(interval.low()) + " to " + text(interval.high());
    }

    /** For each search the epochs until its best function was in the top by its mean fitness; infinite if it never was. */
    double[] epochsToTheTop(double share, List<Run> searches) {
        Set<String> top = landscape.top(share);
        return searches.stream()
                .mapToDouble(run -> run.improvements().stream()
                        .filter(improvement -> top.contains(improvement.fingerprint()))
                        .mapToDouble(Improvement::epochs)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY))
                .toArray();
    }

    static String text(double epochs) {
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
