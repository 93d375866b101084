package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.model.space.Chromosome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Trainings that were done before, in place of the queue: for each function and seed the history of fitness over epochs.
 * Fitness is the service's, accuracy / loss on validation images, and 0 from the epoch on in which a training diverged.
 */
public final class TabularEvaluator implements Evaluator {

    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private final Map<String, Entry> entries;
    private final List<Long> seeds;
    private final int epochs;

    /** @param curves chromosomes, and for each seed the curve, all of the same seeds */
    public TabularEvaluator(Map<Chromosome, Map<Long, Curve>> curves) {
        entries = new LinkedHashMap<>();
        curves.forEach((chromosome, bySeed) ->
                entries.put(PlayedHistory.fingerprint(chromosome), new Entry(chromosome, new TreeMap<>(bySeed))));
        seeds = List.copyOf(entries.values().iterator().next().curves.keySet());
        epochs = entries.values().stream()
                .flatMap(entry -> entry.curves.values().stream())
                .mapToInt(curve -> curve.fitness.length)
                .max()
                .orElseThrow();
        entries.values().stream()
                .filter(entry -> !List.copyOf(entry.curves.keySet()).equals(seeds))
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalArgumentException(
                            entry.chromosome.code() + " has seeds " + entry.curves.keySet() + ", not " + seeds);
                });
    }

    /**
     * A training.
     *
     * @param fitness after epoch 1, 2, ...; shorter than others if it diverged in the epoch behind its end
     * @param accuracy as {@code fitness}
     */
    public record Curve(double[] fitness, double[] accuracy) {}

    /** One function of the table. */
    public record Entry(Chromosome chromosome, Map<Long, Curve> curves) {}

    public static TabularEvaluator read(Path gzippedCsv) {
        try (InputStream file = Files.newInputStream(gzippedCsv);
                var reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            List<String> columns = split(reader.readLine());
            var rows = new LinkedHashMap<Chromosome, Map<Long, List<double[]>>>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                var row = new Row(columns, split(line));
                List<double[]> curve = rows.computeIfAbsent(
                                Chromosome.ofCode(row.text("chromosome")), chromosome -> new TreeMap<>())
                        .computeIfAbsent(Long.valueOf(row.text("seed")), seed -> new ArrayList<>());
                if (!row.text("loss").isEmpty()) {
                    curve.add(new double[] {row.number("loss"), row.number("accuracy")});
                }
            }
            var curves = new LinkedHashMap<Chromosome, Map<Long, Curve>>();
            rows.forEach((chromosome, bySeed) -> {
                var drawn = new TreeMap<Long, Curve>();
                bySeed.forEach((seed, points) -> drawn.put(seed, curve(points)));
                curves.put(chromosome, drawn);
            });
            return new TabularEvaluator(curves);
        } catch (IOException e) {
            throw new IllegalStateException(gzippedCsv + " cannot be read", e);
        }
    }

    private static Curve curve(List<double[]> points) {
        return new Curve(
                points.stream()
                        .mapToDouble(point -> point[1] / Math.max(point[0], 1e-7))
                        .toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private static List<String> split(String line) {
        return Arrays.stream(COMMA.split(line, -1))
                .map(field -> field.startsWith("\"") ? field.substring(1, field.length() - 1) : field)
                .toList();
    }

    public List<Long> seeds() {
        return seeds;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    @Override
    public Training train(String fingerprint, long seed, int toEpochs) {
        double[] fitness = curve(fingerprint, seed).fitness;
        return toEpochs <= fitness.length
                ? new Training(fitness[toEpochs - 1], toEpochs)
                : new Training(0, fitness.length + 1);
    }

    @Override
    public double accuracy(String fingerprint, long seed, int epoch) {
        double[] accuracy = curve(fingerprint, seed).accuracy;
        return epoch <= accuracy.length ? accuracy[epoch - 1] : 0;
    }

    /** So many functions with the highest mean fitness, best first. */
    public List<Chromosome> best(int count) {
        return entries.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Entry> entry) -> meanFitness(entry.getKey()))
                        .reversed())
                .limit(count)
                .map(entry -> entry.getValue().chromosome())
                .toList();
    }

    /** The mean of the final fitness over all seeds. */
    public double meanFitness(String fingerprint) {
        return seeds.stream()
                .mapToDouble(seed -> train(fingerprint, seed, epochs).fitness())
                .average()
                .orElseThrow();
    }

    /** The mean fitness that one in {@code 1 / share} functions reaches. */
    public double top(double share) {
        double[] means = entries.keySet().stream()
                .mapToDouble(this::meanFitness)
                .sorted()
                .toArray();
        int best = Math.max(1, (int) Math.floor(share * means.length));
        return means[means.length - best];
    }

    private Curve curve(String fingerprint, long seed) {
        Entry entry = entries.get(fingerprint);
        if (entry == null) {
            throw new IllegalArgumentException("the table has no function " + fingerprint);
        }
        return entry.curves.get(seed);
    }

    private record Row(List<String> columns, List<String> fields) {

        String text(String column) {
            return fields.get(columns.indexOf(column));
        }

        double number(String column) {
            return Double.parseDouble(text(column));
        }
    }
}
