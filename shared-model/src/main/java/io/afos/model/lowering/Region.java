package io.afos.model.lowering;

/**
 * The inputs from {@code least} to {@code greatest}, both included, without those between {@code below} and {@code above}.
 *
 * @param below at most 0; where it is not less than {@code above} nothing is left out
 * @param above at least 0
 */
public record Region(double least, double below, double above, double greatest) {

    /** No input at all. */
    public static final Region NOWHERE = new Region(Double.NaN, 0, 0, Double.NaN);

    /** Every input, infinite ones included. */
    public static final Region EVERYWHERE = new Region(Double.NEGATIVE_INFINITY, 0, 0, Double.POSITIVE_INFINITY);

    private static final double ANCHOR = 0.5;
    private static final double USUAL = 20;
    private static final double EDGE = 0.02;

    public boolean contains(double x) {
        return x >= least && x <= greatest && !(x > below && x < above);
    }

    public boolean isEmpty() {
        return Double.isNaN(least);
    }

    /** Whether inputs around 0 are left out. */
    public boolean hasHole() {
        return below < above;
    }

    /** Whether all inputs that activation functions usually get are in. */
    boolean containsOrdinary() {
        return contains(-USUAL) && contains(USUAL) && !hasHole();
    }

    /** How much of the inputs that activation functions usually get is in. */
    double width() {
        return isEmpty() ? 0 : Math.min(greatest, USUAL) - Math.max(least, -USUAL) - Math.max(0, above - below);
    }

    /**
     * A little less to all sides but where the inputs reach to the largest floats: sinh of one library overflows before
     * that of another.
     */
    Region withoutEdges() {
        return new Region(
                least == -Float.MAX_VALUE ? least : inwards(least, -1),
                below * (1 + EDGE),
                above * (1 + EDGE),
                greatest == Float.MAX_VALUE ? greatest : inwards(greatest, 1));
    }

    private static double inwards(double end, int sign) {
        return (float) (end - sign * EDGE * Math.abs(end));
    }

    /** With other ends where the inputs reach to the largest floats. */
    Region extended(double newLeast, double newGreatest) {
        return new Region(
                least == -Float.MAX_VALUE ? newLeast : least,
                below,
                above,
                greatest == Float.MAX_VALUE ? newGreatest : greatest);
    }

    /**
     * The inputs around 0.5 and -0.5, as far as they are good without a break.
     *
     * @param inputs in ascending order, finite
     */
    static Region around(double[] inputs, boolean[] good) {
        int negative = last(inputs, -ANCHOR);
        int positive = last(inputs, ANCHOR) + 1;
        int least = end(good, negative, -1);
        int below = end(good, negative, 1);
        int above = end(good, positive, -1);
        int greatest = end(good, positive, 1);
        if (good[negative] && good[positive]) {
            return below >= above
                    ? new Region(inputs[least], 0, 0, inputs[greatest])
                    : new Region(inputs[least], inputs[below], inputs[above], inputs[greatest]);
        }
        if (good[positive]) {
            return new Region(inputs[above], 0, 0, inputs[greatest]);
        }
        return good[negative] ? new Region(inputs[least], 0, 0, inputs[below]) : NOWHERE;
    }

    private static int last(double[] inputs, double bound) {
        int i = 0;
        while (inputs[i + 1] <= bound) {
            i++;
        }
        return i;
    }

    private static int end(boolean[] good, int start, int step) {
        int i = start;
        while (i + step >= 0 && i + step < good.length && good[i + step]) {
            i += step;
        }
        return i;
    }
}
