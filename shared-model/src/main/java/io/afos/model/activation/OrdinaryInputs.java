package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The ordinary inputs on which activation functions are looked at, and the bins into which their values fall.
 *
 * <p>The 40 points lie in (-6, 6), denser near 0, at irrational places: with t the i-th term of the additive golden ratio
 * sequence over (-1, 1), x = 1.2 t + 4.8 t^3. Bins are equally wide (1e-6) on the scale asinh(1000 v): 1e-9 wide near 0,
 * 1e-6 of the value far from it.
 */
final class OrdinaryInputs {

    private static final int COUNT = 40;
    private static final double BIN_WIDTH = 1e-6;

    /** sqrt(5) - 2: keeps edges at least 0.01 bins away from 0 and other round values. */
    private static final double OFFSET = 0.2360679774997897;

    private static final double SCALE = 1000;

    private static final double[] POINTS =
            IntStream.rangeClosed(1, COUNT).mapToDouble(OrdinaryInputs::point).toArray();

    private OrdinaryInputs() {}

    private static double point(int i) {
        double t = 2 * (i * Points.GOLDEN % 1) - 1;
        return 1.2 * t + 4.8 * t * t * t;
    }

    static DoubleStream points() {
        return DoubleStream.of(POINTS);
    }

    static double[] values(Expression expression) {
        return points().map(expression::value).toArray();
    }

    /** Where {@code value} lies, in bin widths; edges are the whole numbers. */
    private static double place(double value) {
        return UnaryFunction.ASINH.applyAsDouble(SCALE * value) / BIN_WIDTH + OFFSET;
    }

    static long[] bins(Expression expression) {
        return points().map(expression::value).mapToLong(OrdinaryInputs::bin).toArray();
    }

    /** The bin of {@code value}; what is not finite in float has a bin for each of NaN, infinite and minus infinite. */
    static long bin(double value) {
        if (Double.isNaN(value)) {
            return Long.MIN_VALUE;
        }
        if (!Bins.isFinite(value)) {
            return value > 0 ? Long.MAX_VALUE : -Long.MAX_VALUE;
        }
        return (long) Math.floor(place(value));
    }
}
