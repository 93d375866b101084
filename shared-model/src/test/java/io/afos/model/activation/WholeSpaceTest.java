package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Every chromosome with 3 and 5 genes of the preset afos: the figures in docs/expressions.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeSpaceTest {

    /** A finite candidate, where its samples lie in bin widths, and how near rounding noise comes to a bin edge. */
    private record Candidate(Chromosome chromosome, Fingerprint fingerprint, double[] places, double edgeOverNoise) {

        double sum() {
            return Arrays.stream(places).sum();
        }

        /** The largest distance over all samples, in bin widths. */
        double distance(Candidate other) {
            return IntStream.range(0, places.length)
                    .mapToDouble(i -> Math.abs(places[i] - other.places[i]))
                    .max()
                    .orElseThrow();
        }
    }

    private Map<Fingerprint, List<Candidate>> functions;

    @BeforeAll
    void enumerate() {
        functions = Stream.of(Shape.GENES_3, Shape.GENES_5)
                .flatMap(Preset.AFOS.space()::all)
                .parallel()
                .flatMap(chromosome -> finite(chromosome).stream())
                .collect(groupingBy(Candidate::fingerprint));
    }

    private static Optional<Candidate> finite(Chromosome chromosome) {
        Expression expression = chromosome.expression();
        List<RoundingError> samples =
                Samples.points().mapToObj(x -> RoundingError.of(expression, x)).toList();
        if (!samples.stream().allMatch(sample -> Samples.finite(sample.value()))) {
            return Optional.empty();
        }
        double[] places = samples.stream()
                .mapToDouble(sample -> Samples.place(sample.value()))
                .toArray();
        double edgeOverNoise = samples.stream()
                .mapToDouble(WholeSpaceTest::edgeOverNoise)
                .min()
                .orElseThrow();
        return Optional.of(new Candidate(chromosome, Fingerprint.of(expression), places, edgeOverNoise));
    }

    private static double edgeOverNoise(RoundingError sample) {
        double place = Samples.place(sample.value());
        double slope = 1000 / Math.hypot(1, 1000 * sample.value()) / Samples.BIN_WIDTH;
        double noise = slope * sample.bound() + 4 * Math.ulp(place);
        return Math.abs(place - Math.rint(place)) / noise;
    }

    @Test
    void counts_of_distinct_functions() {
        assertThat(distinct(Shape.GENES_3)).isEqualTo(857).isBetween(806L, 907L);
        assertThat(distinct(Shape.GENES_5)).isEqualTo(51_508).isBetween(47_000L, 56_000L);
    }

    private long distinct(Shape shape) {
        return functions.values().stream()
                .filter(group -> group.stream().anyMatch(c -> c.chromosome.shape() == shape))
                .count();
    }

    /**
     * Equal functions could only be split by an edge that lies within the rounding noise of one of them. The exception is
     * (x erf(x) - x) e^sinh(x), whose first factor is nothing but rounding noise at x = 5.4; no other form of it is in the
     * space.
     */
    @Test
    void no_sample_comes_near_a_bin_edge_by_rounding() {
        var exception = Set.of("mul_exp,add|neg,x_erf,sinh", "mul_exp,add|x_erf,neg,sinh");
        assertThat(functions.values().stream().flatMap(List::stream))
                .filteredOn(candidate -> candidate.edgeOverNoise < 10)
                .extracting(candidate -> candidate.chromosome.code())
                .containsExactlyInAnyOrderElementsOf(exception);
    }

    @Test
    void what_shares_a_fingerprint_agrees_far_more_closely_than_a_bin_is_wide() {
        double widest = functions.values().parallelStream()
                .mapToDouble(group ->
                        group.stream().mapToDouble(group.get(0)::distance).max().orElseThrow())
                .max()
                .orElseThrow();
        assertThat(widest).isLessThan(5e-4);
    }

    @Test
    void what_differs_in_fingerprint_differs_by_a_good_part_of_a_bin() {
        List<Candidate> one = functions.values().stream()
                .map(group -> group.get(0))
                .sorted(Comparator.comparingDouble(Candidate::sum))
                .toList();
        double[] sums = one.stream().mapToDouble(Candidate::sum).toArray();
        double nearest = IntStream.range(0, sums.length)
                .parallel()
                .mapToDouble(i -> nearest(one, sums, i))
                .min()
                .orElseThrow();
        assertThat(nearest).isBetween(0.2, 1.0);
    }

    /** The distance to the nearest later candidate, if it is below 1: then the sums differ by less than the sample count. */
    private static double nearest(List<Candidate> candidates, double[] sums, int i) {
        double nearest = 1;
        for (int j = i + 1; j < sums.length && sums[j] - sums[i] < Samples.COUNT; j++) {
            nearest = Math.min(nearest, candidates.get(i).distance(candidates.get(j)));
        }
        return nearest;
    }
}
