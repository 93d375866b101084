package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a function and its derivative tend to as x goes to infinity or minus infinity; NaN where they tend to nothing, as
 * sin does.
 *
 * <p>Found from values at 1e75, 1e150 and 1e300, between which ln(x) doubles: differences that shrink are followed to
 * their end by Aitken's extrapolation, which is exact for 1/ln(x) and quicker decays; others grow without bound.
 */
record Limits(ValueAndDerivative atMinusInfinity, ValueAndDerivative atInfinity) {

    private static final double[] FAR = {1e75, 1e150, 1e300};

    /** Steps to the side, between which a smooth function hardly changes and sin has any phase. */
    private static final double[] ASIDE = {1 + 1e-6, 1 + 3e-6, 1 + 7e-6};

    private static final double STEADY = 1e-4;
    private static final double NOTHING = 1e-30;
    private static final double SAME = 1e-9;

    static Limits of(Expression expression) {
        return new Limits(limit(expression, -1), limit(expression, 1));
    }

    private static ValueAndDerivative limit(Expression expression, int sign) {
        return new ValueAndDerivative(
                limit(x -> WideRange.evaluate(expression, x).value(), sign),
                limit(x -> WideRange.evaluate(expression, x).derivative(), sign));
    }

    private static double limit(DoubleUnaryOperator function, int sign) {
        double first = function.applyAsDouble(sign * FAR[0]);
        double second = function.applyAsDouble(sign * FAR[1]);
        double third = function.applyAsDouble(sign * FAR[2]);
        if (Math.abs(third) < NOTHING) {
            return 0;
        }
        if (!Double.isFinite(third) || near(third, second, SAME)) {
            return third;
        }
        boolean oscillates = DoubleStream.of(ASIDE)
                .anyMatch(aside -> !near(function.applyAsDouble(sign * FAR[2] * aside), third, STEADY));
        return oscillates || !Double.isFinite(first) ? Double.NaN : extrapolated(first, second, third);
    }

    private static double extrapolated(double first, double second, double third) {
        double growth = (third - second) / (second - first);
        if (!(Math.abs(growth) < 0.9)) {
            return Math.copySign(Double.POSITIVE_INFINITY, third - second);
        }
        double limit = third + (third - second) * growth / (1 - growth);
        return Math.abs(limit) < SAME * Math.abs(first) ? 0 : limit;
    }

    private static boolean near(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
}
