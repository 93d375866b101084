package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;

/**
 * Value and derivative at one point, right also where intermediate results lie far outside the range of double: with
 * exp(-x) infinite at x = -10000, {@code -x*erf(exp(-x))} is 10000 and its derivative -1.
 *
 * <p>Forward-mode differentiation over numbers kept as sign and logarithm (relative precision about 1e-16 times the larger
 * of 1 and the logarithm). What exceeds even that range, such as {@code exp(exp(1000))}, is infinite; in a product with
 * something that vanishes the vanishing factor wins, and {@code sin} and {@code cos} of an operand beyond double are taken as
 * their mean 0. It does not undo cancellation: {@code exp(x)-exp(x-1)} at 1000 is right, but {@code (x+1)-x} at 1e20 is 0 as
 * in double. Kinks follow {@link UnaryFunction} and {@link BinaryFunction}. Much slower than {@link Expression#value}.
 */
public final class WideRange {

    private static final Dual UNDEFINED = new Dual(Wide.NAN, Wide.NAN);

    /** For a node at a point. */
    private static final double STEPS = 1.0 / 8;

    private WideRange() {}

    /** Value and derivative at {@code x}; NaN where the function is not defined. */
    public static ValueAndDerivative evaluate(Expression expression, double x) {
        Effort.spend(STEPS * expression.size());
        Dual result = dual(expression, new Dual(Wide.of(x), Wide.ONE));
        return new ValueAndDerivative(result.value.toDouble(), result.derivative.toDouble());
    }

    /**
     * As {@link #evaluate}, but by plain double, to its full precision, where neither value nor derivative overflows on the way.
     *
     * @param derivative that of the function
     */
    public static ValueAndDerivative evaluateWhereNeeded(Expression function, Expression derivative, double x) {
        var plain = new ValueAndDerivative(function.value(x), derivative.value(x));
        return Double.isFinite(plain.value()) && Double.isFinite(plain.derivative()) ? plain : evaluate(function, x);
    }

    private record Dual(Wide value, Wide derivative) {}

    private static Dual dual(Expression expression, Dual x) {
        if (expression instanceof Constant constant) {
            return new Dual(Wide.of(constant.number()), Wide.ZERO);
        }
        if (expression instanceof Unary unary) {
            Dual u = dual(unary.operand(), x);
            Wide value = WideFunctions.value(unary.function(), u.value);
            return new Dual(
                    value,
                    value.isNaN() ? Wide.NAN : slope(unary.function(), u.value).times(u.derivative));
        }
        if (expression instanceof Binary binary) {
            return binary(binary, dual(binary.left(), x), dual(binary.right(), x));
        }
        return x;
    }

    private static Wide slope(UnaryFunction function, Wide u) {
        Slope slope = function.slope();
        return slope instanceof Slope.Divisor divisor
                ? Wide.ONE.over(value(divisor.expression(), u))
                : value(((Slope.Factor) slope).expression(), u);
    }

    private static Wide value(Expression expression, Wide x) {
        if (expression instanceof Constant constant) {
            return Wide.of(constant.number());
        }
        if (expression instanceof Unary unary) {
            return WideFunctions.value(unary.function(), value(unary.operand(), x));
        }
        if (expression instanceof Binary binary) {
            return WideFunctions.value(binary.function(), value(binary.left(), x), value(binary.right(), x));
        }
        return x;
    }

    private static Dual binary(Binary binary, Dual a, Dual b) {
        Wide value = WideFunctions.value(binary.function(), a.value, b.value);
        return switch (binary.function()) {
            case ADD -> new Dual(value, a.derivative.plus(b.derivative));
            case SUBTRACT -> new Dual(value, a.derivative.minus(b.derivative));
            case MULTIPLY -> new Dual(value, a.derivative.times(b.value).plus(a.value.times(b.derivative)));
            case DIVIDE ->
                new Dual(value, a.derivative.minus(value.times(b.derivative)).over(b.value));
            case MAX -> value.isNaN() ? UNDEFINED : chosen(a.value.compareTo(b.value), binary, a, b);
            case MIN -> value.isNaN() ? UNDEFINED : chosen(b.value.compareTo(a.value), binary, a, b);
        };
    }

    private static Dual chosen(int order, Binary binary, Dual a, Dual b) {
        boolean tieGoesLeft = binary.left() instanceof Constant;
        return order > 0 || order == 0 && tieGoesLeft ? a : b;
    }
}
