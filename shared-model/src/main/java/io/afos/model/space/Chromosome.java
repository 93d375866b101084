package io.afos.model.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afos.model.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A candidate as a typed list of genes, which is a valid tree by construction.
 *
 * @param binaries 1 to 3 inner nodes: the root, then the others from left to right
 * @param unaries the leaves from left to right, one more than the inner nodes
 */
public record Chromosome(List<BinaryGene> binaries, List<UnaryGene> unaries) {

    /** No {@link #code()} is longer. */
    public static final int MAX_CODE_LENGTH = 100;

    public Chromosome {
        binaries = List.copyOf(binaries);
        unaries = List.copyOf(unaries);
        Shape shape = Shape.ofGenes(binaries.size() + unaries.size());
        if (shape.binaries() != binaries.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a candidate of %d genes has %d binary and %d unary ones, but %d and %d are given",
                    shape.genes(),
                    shape.binaries(),
                    shape.unaries(),
                    binaries.size(),
                    unaries.size()));
        }
    }

    public Shape shape() {
        return Shape.ofGenes(binaries.size() + unaries.size());
    }

    public Expression expression() {
        return shape().assemble(
                        binaries, unaries.stream().map(UnaryGene::expression).toList());
    }

    /** The genes as text, also in JSON, such as {@code mul_erf,add|x,exp,tanh}, that {@link #ofCode} reads. */
    @JsonValue
    public String code() {
        return join(binaries, BinaryGene::code) + "|" + join(unaries, UnaryGene::code);
    }

    /**
     * Reads what {@link #code()} wrote.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    @JsonCreator
    public static Chromosome ofCode(String code) {
        if (code.length() > MAX_CODE_LENGTH) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a chromosome's code has at most %d characters, but this one has %d",
                    MAX_CODE_LENGTH,
                    code.length()));
        }
        String[] kinds = code.split("\\|", -1);
        if (kinds.length != 2) {
            throw new IllegalArgumentException(
                    "a chromosome's code is binary genes, a bar and unary genes, such as mul_erf,add|x,exp,tanh");
        }
        return new Chromosome(split(kinds[0], BinaryGene::ofCode), split(kinds[1], UnaryGene::ofCode));
    }

    private static <T> String join(List<T> genes, Function<T, String> code) {
        return genes.stream().map(code).collect(Collectors.joining(","));
    }

    private static <T> List<T> split(String codes, Function<String, T> gene) {
        return Arrays.stream(codes.split(",", -1)).map(gene).toList();
    }
}
