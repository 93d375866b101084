package io.afos.model.expression;

/**
 * Value and slope of each {@link UnaryFunction} in {@link Wide} arithmetic: the plain double function where operand and
 * result are ordinary numbers, its leading term elsewhere.
 */
final class WideFunctions {

    /** From this operand on, exp(-u) no longer changes a sum with 1. */
    private static final double FLAT = 40;

    /** Below this logarithm of the operand, odd functions of slope 1 at 0 are the operand: u^2 is below 1e-20. */
    private static final double TINY = -25;

    /** Above this logarithm of the operand, 1 + u^2 is u^2. */
    private static final double HUGE = 20;

    private static final double LN_2 = Math.log(2);
    private static final double LN_TWO_OVER_ROOT_PI = Math.log(2 / Math.sqrt(Math.PI));

    private WideFunctions() {}

    static Wide value(UnaryFunction function, Wide u) {
        double operand = u.toDouble();
        return switch (function) {
            case NEGATE -> u.negate();
            case ABS -> u.abs();
            case EXP -> Wide.exp(operand);
            case LN -> u.sign() < 0 ? Wide.NAN : Wide.of(u.log());
            case SQRT -> u.sign() < 0 ? Wide.NAN : Wide.signed(u.sign(), u.log() / 2);
            case ERF ->
                u.log() < TINY ? Wide.signed(u.sign(), u.log() + LN_TWO_OVER_ROOT_PI) : plain(function, operand);
            case SIGMOID -> operand < -FLAT ? Wide.exp(operand) : plain(function, operand);
            case SOFTPLUS -> softplus(u, operand);
            case TANH, ATAN, ATANH -> u.log() < TINY ? u : plain(function, operand);
            case SIN -> u.log() < TINY ? u : oscillation(function, operand);
            case COS -> oscillation(function, operand);
            case SINH -> sinh(u, operand);
            case COSH -> Wide.exp(lnCosh(operand));
            case ASINH -> asinh(u, operand);
            case SIGN -> Wide.of(u.sign());
            case STEP -> u.sign() < 0 ? Wide.ZERO : Wide.of(u.sign());
        };
    }

    static Wide slope(UnaryFunction function, Wide u) {
        double operand = u.toDouble();
        return switch (function) {
            case NEGATE -> Wide.ONE.negate();
            case ABS -> Wide.of(u.sign());
            case EXP -> Wide.exp(operand);
            case LN -> u.sign() < 0 ? Wide.NAN : Wide.ONE.over(u);
            case SQRT -> Wide.of(0.5).over(value(function, u));
            case ERF -> Wide.exp(LN_TWO_OVER_ROOT_PI - operand * operand);
            case SIGMOID -> Wide.exp(-Math.abs(operand) - 2 * Math.log1p(Math.exp(-Math.abs(operand))));
            case TANH -> Wide.exp(-2 * lnCosh(operand));
            case SOFTPLUS -> value(UnaryFunction.SIGMOID, u);
            case SIN -> value(UnaryFunction.COS, u);
            case COS -> value(UnaryFunction.SIN, u).negate();
            case ATAN -> Wide.exp(-lnOnePlusSquare(u));
            case SINH -> Wide.exp(lnCosh(operand));
            case COSH -> value(UnaryFunction.SINH, u);
            case ASINH -> Wide.exp(-lnOnePlusSquare(u) / 2);
            case ATANH -> Wide.exp(-Math.log1p(operand) - Math.log1p(-operand));
            case SIGN, STEP -> Wide.ZERO.times(u);
        };
    }

    private static Wide plain(UnaryFunction function, double operand) {
        return Wide.of(function.applyAsDouble(operand));
    }

    /** Beyond the range of double the phase is unknown: the mean over a period, 0, stands for the value. */
    private static Wide oscillation(UnaryFunction function, double operand) {
        return Double.isInfinite(operand) ? Wide.ZERO : plain(function, operand);
    }

    private static Wide softplus(Wide u, double operand) {
        if (operand < -FLAT) {
            return Wide.exp(operand);
        }
        return operand > FLAT ? u : plain(UnaryFunction.SOFTPLUS, operand);
    }

    private static Wide sinh(Wide u, double operand) {
        if (u.log() < TINY) {
            return u;
        }
        return Math.abs(operand) < FLAT
                ? plain(UnaryFunction.SINH, operand)
                : Wide.signed(u.sign(), Math.abs(operand) - LN_2);
    }

    private static Wide asinh(Wide u, double operand) {
        if (u.log() < TINY) {
            return u;
        }
        return u.log() < HUGE
                ? plain(UnaryFunction.ASINH, operand)
                : Wide.of(u.sign()).times(Wide.of(u.log() + LN_2));
    }

    private static double lnCosh(double operand) {
        double magnitude = Math.abs(operand);
        return magnitude + Math.log1p(Math.exp(-2 * magnitude)) - LN_2;
    }

    private static double lnOnePlusSquare(Wide u) {
        return u.log() > HUGE ? 2 * u.log() : Math.log1p(Math.exp(2 * u.log()));
    }
}
