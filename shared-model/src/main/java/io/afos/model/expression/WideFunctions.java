package io.afos.model.expression;

/**
 * The values of functions in {@link Wide} arithmetic. That of a {@link UnaryFunction} is the plain double function where
 * operand and result are ordinary numbers, its leading term elsewhere. Beyond the range of double the phase of an oscillation is
 * unknown: the mean over a period, 0, stands for its value.
 */
final class WideFunctions {

    /** From this operand on, exp(-u) no longer changes a sum with 1. */
    private static final double FLAT = 40;

    /** Below this logarithm of the operand u, a function through 0 is its tangent: a term with u^2 changes no digit. */
    private static final double TINY = -40;

    /** Above this logarithm of the operand, 1 + u^2 is u^2. */
    private static final double HUGE = 20;

    private static final double LN_2 = Math.log(2);

    private WideFunctions() {}

    static Wide value(UnaryFunction function, Wide u) {
        double operand = u.toDouble();
        return switch (function) {
            case NEGATE -> u.negate();
            case ABS -> u.abs();
            case EXP -> Wide.exp(operand);
            case LN -> u.sign() < 0 ? Wide.NAN : Wide.of(u.log());
            case SQRT -> u.sign() < 0 ? Wide.NAN : Wide.signed(u.sign(), u.log() / 2);
            case SIGMOID -> operand < -FLAT ? Wide.exp(operand) : plain(function, operand);
            case SOFTPLUS -> softplus(u, operand);
            case SIN, COS -> Double.isInfinite(operand) ? Wide.ZERO : throughZero(function, u, operand);
            case SINH -> sinh(u, operand);
            case COSH -> Wide.exp(lnCosh(operand));
            case ASINH -> asinh(u, operand);
            case SIGN, STEP -> plain(function, u.sign());
            default -> throughZero(function, u, operand);
        };
    }

    static Wide value(BinaryFunction function, Wide a, Wide b) {
        return switch (function) {
            case ADD -> a.plus(b);
            case SUBTRACT -> a.minus(b);
            case MULTIPLY -> a.times(b);
            case DIVIDE -> a.over(b);
            case MAX -> a.isNaN() || b.isNaN() ? Wide.NAN : a.compareTo(b) > 0 ? a : b;
            case MIN -> a.isNaN() || b.isNaN() ? Wide.NAN : a.compareTo(b) < 0 ? a : b;
        };
    }

    private static Wide plain(UnaryFunction function, double operand) {
        return Wide.of(function.applyAsDouble(operand));
    }

    /** A function that is 0 at 0 is its tangent there, also where double has no smaller numbers. */
    private static Wide throughZero(UnaryFunction function, Wide u, double operand) {
        return u.log() < TINY && function.applyAsDouble(0) == 0
                ? u.times(Wide.of(function.slope().value(0)))
                : plain(function, operand);
    }

    private static Wide softplus(Wide u, double operand) {
        if (operand < -FLAT) {
            return Wide.exp(operand);
        }
        return operand > FLAT ? u : plain(UnaryFunction.SOFTPLUS, operand);
    }

    private static Wide sinh(Wide u, double operand) {
        return Math.abs(operand) < FLAT
                ? throughZero(UnaryFunction.SINH, u, operand)
                : Wide.signed(u.sign(), Math.abs(operand) - LN_2);
    }

    private static Wide asinh(Wide u, double operand) {
        return u.log() < HUGE
                ? throughZero(UnaryFunction.ASINH, u, operand)
                : Wide.of(u.sign()).times(Wide.of(u.log() + LN_2));
    }

    private static double lnCosh(double operand) {
        double magnitude = Math.abs(operand);
        return magnitude + Math.log1p(Math.exp(-2 * magnitude)) - LN_2;
    }
}
