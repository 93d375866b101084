package io.afos.model.space;

import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds chromosomes of functions, the way back from {@link Chromosome#expression()}. A function is the same by its {@link
 * Fingerprint}, however it is written.
 *
 * <p>All trees are tried, smaller shapes first, on one probe input; subtrees that are the same function are tried once.
 */
public final class Encoder {

    /** Trees of one shape that are tried at most; those of 7 genes of the preset {@code afos} take 5 million. */
    private static final long MAX_TREES = 30_000_000;

    private static final double PROBE = 0.8315;

    /** Where trees that pass the first probe are looked at before the much slower fingerprint. */
    private static final double[] FURTHER_PROBES = {-3.1713, -0.4127, 2.2618};

    private static final double TOLERANCE = 1e-5;

    private final SearchSpace space;

    public Encoder(SearchSpace space) {
        this.space = space;
    }

    /**
     * Chromosomes of those functions that can be made in this space, by fingerprint, in the order of the argument. Spaces with so
     * many functions that more than 30 million trees of a shape differ are looked through up to the shape before.
     */
    public Map<Fingerprint, Chromosome> encode(Collection<Expression> functions) {
        var wanted = new HashMap<Fingerprint, Wanted>();
        functions.forEach(function -> wanted.put(Fingerprint.of(function), Wanted.of(function)));
        var found = new HashMap<Fingerprint, Chromosome>();
        List<Part> leaves = distinct(space.unaries().stream().map(Part::leaf).toList());
        List<Part> pairs = wanted.isEmpty() ? List.of() : pairs(leaves);
        for (Shape shape : Shape.values()) {
            if (space.shapes().contains(shape) && !wanted.isEmpty()) {
                switch (shape) {
                    case GENES_3 -> match(leaves, leaves, wanted, found);
                    case GENES_5 -> match(pairs, leaves, wanted, found);
                    case GENES_7 -> match(pairs, pairs, wanted, found);
                }
            }
        }
        var inOrder = new LinkedHashMap<Fingerprint, Chromosome>();
        functions.stream()
                .map(Fingerprint::of)
                .filter(found::containsKey)
                .forEach(fingerprint -> inOrder.put(fingerprint, found.get(fingerprint)));
        return inOrder;
    }

    private void match(
            List<Part> left, List<Part> right, Map<Fingerprint, Wanted> wanted, Map<Fingerprint, Chromosome> found) {
        List<BinaryGene> roots = space.binaries().stream().distinct().toList();
        if ((long) roots.size() * left.size() * right.size() > MAX_TREES) {
            return;
        }
        for (BinaryGene root : roots) {
            for (Part a : left) {
                for (Part b : right) {
                    if (isNearOne(root, a, b, wanted.values())) {
                        match(a.joined(root, b), wanted, found);
                    }
                }
            }
        }
    }

    private static void match(Part tree, Map<Fingerprint, Wanted> wanted, Map<Fingerprint, Chromosome> found) {
        if (wanted.values().stream().anyMatch(one -> one.isLike(tree.expression))) {
            var fingerprint = Fingerprint.of(tree.expression);
            if (wanted.remove(fingerprint) != null) {
                found.put(fingerprint, tree.chromosome());
            }
        }
    }

    private static boolean isNearOne(BinaryGene root, Part a, Part b, Collection<Wanted> wanted) {
        double value = root.of(a.probe, b.probe).value(PROBE);
        for (Wanted one : wanted) {
            if (near(value, one.value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(double value, double wanted) {
        return Math.abs(value - wanted) <= TOLERANCE * (1 + Math.abs(wanted));
    }

    /** A function to be found, and its value at the first probe. */
    private record Wanted(Expression function, double value) {

        static Wanted of(Expression function) {
            return new Wanted(function, function.value(PROBE));
        }

        boolean isLike(Expression tree) {
            return Arrays.stream(FURTHER_PROBES).allMatch(x -> {
                double own = function.value(x);
                return !Double.isFinite(own) || near(tree.value(x), own);
            });
        }
    }

    private List<Part> pairs(List<Part> leaves) {
        var pairs = new ArrayList<Part>();
        for (BinaryGene root : space.binaries().stream().distinct().toList()) {
            for (Part a : leaves) {
                for (Part b : leaves) {
                    pairs.add(a.joined(root, b));
                }
            }
        }
        return distinct(pairs);
    }

    private static List<Part> distinct(List<Part> parts) {
        var seen = new HashSet<Fingerprint>();
        return parts.stream()
                .filter(part -> seen.add(Fingerprint.of(part.expression)))
                .toList();
    }

    /**
     * A subtree.
     *
     * @param probe its value at the probe input, or itself where that is not finite
     */
    private record Part(List<BinaryGene> binaries, List<UnaryGene> unaries, Expression expression, Expression probe) {

        static Part of(List<BinaryGene> binaries, List<UnaryGene> unaries, Expression expression) {
            double value = expression.value(PROBE);
            return new Part(
                    binaries, unaries, expression, Double.isFinite(value) ? Expression.constant(value) : expression);
        }

        static Part leaf(UnaryGene gene) {
            return of(List.of(), List.of(gene), gene.expression());
        }

        Part joined(BinaryGene root, Part right) {
            var nodes = new ArrayList<BinaryGene>();
            nodes.add(root);
            nodes.addAll(binaries);
            nodes.addAll(right.binaries);
            var ends = new ArrayList<>(unaries);
            ends.addAll(right.unaries);
            return of(nodes, ends, root.of(expression, right.expression));
        }

        Chromosome chromosome() {
            return new Chromosome(binaries, unaries);
        }
    }
}
