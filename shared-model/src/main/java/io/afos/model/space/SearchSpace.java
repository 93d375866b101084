package io.afos.model.space;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The functions and shapes from which candidates are made. A function listed twice is drawn twice as often.
 *
 * @param unaries 1 to 64 leaves
 * @param binaries 1 to 64 inner nodes
 * @param shapes 1 to 3 shapes, each once
 */
public record SearchSpace(List<UnaryGene> unaries, List<BinaryGene> binaries, List<Shape> shapes) {

    public static final int MAX_FUNCTIONS = 64;

    public SearchSpace {
        unaries = bounded("unaries", unaries, MAX_FUNCTIONS);
        binaries = bounded("binaries", binaries, MAX_FUNCTIONS);
        shapes = bounded("shapes", shapes, Shape.values().length);
        if (shapes.stream().distinct().count() < shapes.size()) {
            throw new IllegalArgumentException("shapes must differ, but are " + shapes);
        }
    }

    /** The number of chromosomes, counting what repeated functions repeat. */
    public long size() {
        return shapes.stream().mapToLong(this::size).sum();
    }

    /** The number of chromosomes of one shape, counting what repeated functions repeat. */
    public long size(Shape shape) {
        long size = 1;
        for (int i = 0; i < shape.binaries(); i++) {
            size *= binaries.size();
        }
        for (int i = 0; i < shape.unaries(); i++) {
            size *= unaries.size();
        }
        return size;
    }

    /** Draws a shape uniformly, then each gene uniformly. */
    public Chromosome random(RandomGenerator random) {
        Shape shape = draw(shapes, random);
        return new Chromosome(
                IntStream.range(0, shape.binaries())
                        .mapToObj(i -> draw(binaries, random))
                        .toList(),
                IntStream.range(0, shape.unaries())
                        .mapToObj(i -> draw(unaries, random))
                        .toList());
    }

    /** All chromosomes of one shape, {@link #size(Shape)} of them, in a fixed order: the last leaf changes fastest. */
    public Stream<Chromosome> all(Shape shape) {
        return LongStream.range(0, size(shape)).mapToObj(index -> chromosome(shape, index));
    }

    /**
     * The chromosome at a place in the order of all: shape by shape, each as in {@link #all(Shape)}.
     *
     * @param index from 0, less than {@link #size()}
     * @throws IndexOutOfBoundsException if it is not
     */
    public Chromosome at(long index) {
        Objects.checkIndex(index, size());
        long rest = index;
        for (Shape shape : shapes) {
            if (rest < size(shape)) {
                return chromosome(shape, rest);
            }
            rest -= size(shape);
        }
        throw new IllegalStateException("the sizes of the shapes add up to the size of the space");
    }

    private Chromosome chromosome(Shape shape, long index) {
        var nodes = new BinaryGene[shape.binaries()];
        var leaves = new UnaryGene[shape.unaries()];
        long rest = index;
        for (int i = leaves.length - 1; i >= 0; i--) {
            leaves[i] = unaries.get((int) (rest % unaries.size()));
            rest /= unaries.size();
        }
        for (int i = nodes.length - 1; i >= 0; i--) {
            nodes[i] = binaries.get((int) (rest % binaries.size()));
            rest /= binaries.size();
        }
        return new Chromosome(List.of(nodes), List.of(leaves));
    }

    private static <T> T draw(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> List<T> bounded(String field, List<T> list, int max) {
        if (list.isEmpty() || list.size() > max) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must have 1 to %d entries, but has %d", field, max, list.size()));
        }
        return List.copyOf(list);
    }
}
