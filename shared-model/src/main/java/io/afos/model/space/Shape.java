package io.afos.model.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afos.model.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The trees that candidates can be: inner nodes B, leaves U. */
public enum Shape {
    /** B(U, U). */
    GENES_3(1) {
        @Override
        Expression assemble(List<BinaryGene> b, List<Expression> u) {
            return b.get(0).of(u.get(0), u.get(1));
        }
    },
    /** B(B(U, U), U). */
    GENES_5(2) {
        @Override
        Expression assemble(List<BinaryGene> b, List<Expression> u) {
            return b.get(0).of(b.get(1).of(u.get(0), u.get(1)), u.get(2));
        }
    },
    /** B(B(U, U), B(U, U)). */
    GENES_7(3) {
        @Override
        Expression assemble(List<BinaryGene> b, List<Expression> u) {
            return b.get(0).of(b.get(1).of(u.get(0), u.get(1)), b.get(2).of(u.get(2), u.get(3)));
        }
    };

    private final int binaries;

    Shape(int binaries) {
        this.binaries = binaries;
    }

    /** The number of binary genes. */
    public int binaries() {
        return binaries;
    }

    /** The number of unary genes, one more than the binary ones. */
    public int unaries() {
        return binaries + 1;
    }

    /** The number of all genes: 3, 5 or 7. */
    @JsonValue
    public int genes() {
        return binaries() + unaries();
    }

    /**
     * The shape with this number of genes.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Shape ofGenes(int genes) {
        return Arrays.stream(values())
                .filter(shape -> shape.genes() == genes)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        String.format(Locale.ROOT, "a candidate has 3, 5 or 7 genes, but %d are given", genes)));
    }

    abstract Expression assemble(List<BinaryGene> b, List<Expression> u);
}
