package io.afos.model.space;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Typed one-point crossover.
 *
 * <p>A cut is drawn uniformly between two neighbouring genes of the shorter parent (the first one, if both have the same
 * shape). Before it stand b binary and u unary genes of that parent, b + u at least 1 and less than all. The first b binary
 * and the first u unary genes change places between the parents. Each child so has the leading genes of one parent and the
 * rest of the other, whose shape it takes; no gene ever stands where the other kind belongs. With parents of equal shape this
 * is the usual one-point crossover of their gene lists.
 */
public final class Crossover {

    private Crossover() {}

    /**
     * Two children.
     *
     * @param first the head of the first parent and the tail and shape of the second
     * @param second the head of the second parent and the tail and shape of the first
     */
    public record Children(Chromosome first, Chromosome second) {}

    public static Children cross(Chromosome first, Chromosome second, RandomGenerator random) {
        Shape shorter = first.shape().genes() <= second.shape().genes() ? first.shape() : second.shape();
        int cut = random.nextInt(1, shorter.genes());
        int binaries = Math.min(cut, shorter.binaries());
        int unaries = cut - binaries;
        return new Children(child(first, second, binaries, unaries), child(second, first, binaries, unaries));
    }

    private static Chromosome child(Chromosome head, Chromosome tail, int binaries, int unaries) {
        return new Chromosome(
                spliced(head.binaries(), tail.binaries(), binaries), spliced(head.unaries(), tail.unaries(), unaries));
    }

    private static <T> List<T> spliced(List<T> head, List<T> tail, int cut) {
        var genes = new ArrayList<>(head.subList(0, cut));
        genes.addAll(tail.subList(cut, tail.size()));
        return genes;
    }
}
