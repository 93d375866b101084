package io.afos.model.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Search spaces with a name, each with all three shapes. */
public enum Preset {
    /**
     * What the published AFOS code draws from: 7 binary and 17 unary functions in its order, softplus standing at two
     * places.
     */
    AFOS("afos", unaries(), 7),
    /** {@link #AFOS} and asinh, which the code defines but never draws. */
    AFOS_WITH_ASINH("afos-with-asinh", unaries(UnaryGene.ASINH), 7),
    /** {@link #AFOS_WITH_ASINH} with cos among the unary and min among the binary functions. */
    AFOS_EXTENDED("afos-extended", unaries(UnaryGene.ASINH, UnaryGene.COS), 8);

    private final String code;
    private final SearchSpace space;

    Preset(String code, List<UnaryGene> unaries, int binaries) {
        this.code = code;
        this.space = new SearchSpace(
                unaries, Arrays.asList(BinaryGene.values()).subList(0, binaries), List.of(Shape.values()));
    }

    public String code() {
        return code;
    }

    public SearchSpace space() {
        return space;
    }

    /**
     * The preset with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Preset ofCode(String code) {
        return Codes.find("search space", values(), Preset::code, code);
    }

    private static List<UnaryGene> unaries(UnaryGene... more) {
        var genes = new ArrayList<>(Arrays.asList(UnaryGene.values()).subList(0, UnaryGene.SINH.ordinal() + 1));
        genes.add(UnaryGene.SOFTPLUS);
        genes.add(UnaryGene.ATANH);
        genes.addAll(Arrays.asList(more));
        return genes;
    }
}
