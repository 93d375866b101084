package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How well fingerprints tell functions apart: every chromosome of 3 and 5 genes and a random sample of 7, against a comparison
 * at 10,000 other points. Prints what docs/expressions.md says.
 *
 * <p>Two functions differ where bounds of their exact values are more than a bin apart; they are held for one where that is so
 * nowhere.
 */
class IdentityMeasurement {

    private static final int CHECKED = 10_000;
    private static final int SAMPLE = Integer.getInteger("afos.identity.sample", 100_000);

    /** From (-8, 8), at other places than the fingerprint's: powers of the square root of 2 minus 1. */
    private static final double[] CHECKS = IntStream.rangeClosed(1, CHECKED)
            .mapToDouble(i -> 2 * (i * 0.41421356237309505 % 1) - 1)
            .map(t -> 3 * t + 5 * t * t * t)
            .toArray();

    private record Function(Chromosome chromosome, Expression expression, Fingerprint fingerprint, String outline) {

        static Function of(Chromosome chromosome) {
            Expression expression = chromosome.expression();
            return new Function(chromosome, expression, Fingerprint.of(expression), outline(expression));
        }

        /** Three digits of ten values: the same for equal functions. */
        private static String outline(Expression expression) {
            return Arrays.stream(new double[] {-3.1, -2.2, -1.3, -0.7, -0.2, 0.3, 0.6, 1.4, 2.3, 3.3})
                    .map(expression::value)
                    .mapToObj(value -> String.format(Locale.ROOT, "%.3g", value + 0.0123456789))
                    .collect(Collectors.joining(" "));
        }
    }

    @Test
    void three_and_five_genes() {
        measure("3 genes", Preset.AFOS.space().all(Shape.GENES_3));
        measure("5 genes", Preset.AFOS.space().all(Shape.GENES_5));
    }

    @Test
    void seven_genes() {
        SearchSpace space = Preset.AFOS.space();
        var random = new Random(7);
        measure(
                SAMPLE + " of 7 genes",
                Stream.generate(() -> space.random(random))
                        .filter(chromosome -> chromosome.shape() == Shape.GENES_7)
                        .limit(SAMPLE));
    }

    private static void measure(String name, Stream<Chromosome> chromosomes) {
        List<Chromosome> all = chromosomes
                .filter(chromosome -> Usability.of(chromosome.expression()) != Usability.NOT_FINITE)
                .toList();
        long before = System.nanoTime();
        List<Function> functions = all.parallelStream().map(Function::of).toList();
        double seconds = (System.nanoTime() - before) / 1e9;
        Map<Fingerprint, List<Function>> groups =
                functions.stream().collect(Collectors.groupingBy(Function::fingerprint));
        long former = all.parallelStream()
                .map(chromosome -> FormerIdentity.fingerprint(chromosome.expression()))
                .distinct()
                .count();
        System.out.printf(
                "%s: %d finite forms, %d functions (%d by 40 points), %.0f s for fingerprints on %d threads%n",
                name,
                all.size(),
                groups.size(),
                former,
                seconds,
                Runtime.getRuntime().availableProcessors());
        merged(groups);
        split(groups);
    }

    private static void merged(Map<Fingerprint, List<Function>> groups) {
        List<String> merged = groups.values().parallelStream()
                .filter(group -> group.size() > 1)
                .flatMap(group -> {
                    var first = Enclosures.at(CHECKS, group.get(0).expression);
                    return group.stream()
                            .skip(1)
                            .flatMap(other -> witness(first, Enclosures.at(CHECKS, other.expression))
                                    .map(where -> group.get(0).chromosome.code() + " and " + other.chromosome.code()
                                            + where));
                })
                .toList();
        System.out.printf("  wrongly merged: %d%n", merged.size());
        merged.forEach(pair -> System.out.println("    " + pair));
    }

    private static void split(Map<Fingerprint, List<Function>> groups) {
        Map<String, List<Function>> similar = groups.values().stream()
                .map(group -> group.get(0))
                .collect(Collectors.groupingBy(Function::outline, HashMap::new, Collectors.toList()));
        List<String> split = similar.values().parallelStream()
                .filter(group -> group.size() > 1)
                .flatMap(group -> split(group).stream())
                .toList();
        System.out.printf("  wrongly split: %d%n", split.size());
        split.forEach(pair -> System.out.println("    " + pair));
    }

    private static List<String> split(List<Function> group) {
        var pairs = new ArrayList<String>();
        List<Enclosures> own =
                group.stream().map(each -> Enclosures.of(each.expression)).toList();
        for (int i = 0; i < group.size(); i++) {
            for (int j = 0; j < i; j++) {
                Enclosures one = own.get(i);
                Enclosures other = own.get(j);
                if (disjoint(one, other).findAny().isEmpty()
                        && witness(
                                        Enclosures.at(CHECKS, group.get(i).expression),
                                        Enclosures.at(CHECKS, group.get(j).expression))
                                .findAny()
                                .isEmpty()) {
                    pairs.add(group.get(i).chromosome.code() + " and "
                            + group.get(j).chromosome.code());
                }
            }
        }
        return pairs;
    }

    /** Where the exact values of two functions provably differ. */
    private static IntStream disjoint(Enclosures one, Enclosures other) {
        return IntStream.range(0, one.size())
                .filter(i -> enclosed(one, i) && enclosed(other, i))
                .filter(i -> one.low(i) > other.high(i) || other.low(i) > one.high(i));
    }

    private static boolean enclosed(Enclosures enclosures, int i) {
        return Bins.isFinite(enclosures.low(i)) && Bins.isFinite(enclosures.high(i));
    }

    /** The point at which they differ most, if by more than a bin. */
    private static Stream<String> witness(Enclosures one, Enclosures other) {
        return disjoint(one, other)
                .boxed()
                .max(Comparator.comparingLong(i -> gap(one, other, i)))
                .filter(i -> gap(one, other, i) > 1)
                .map(i -> String.format(Locale.ROOT, " at %.6f: %.9g and %.9g", CHECKS[i], one.low(i), other.low(i)))
                .stream();
    }

    private static long gap(Enclosures one, Enclosures other, int i) {
        return Math.max(Bins.of(one.low(i)) - Bins.of(other.high(i)), Bins.of(other.low(i)) - Bins.of(one.high(i)));
    }
}
