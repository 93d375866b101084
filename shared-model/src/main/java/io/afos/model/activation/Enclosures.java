package io.afos.model.activation;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Input;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.UnaryFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds between which the exact values of an expression lie at given points, by interval arithmetic in double. A value that
 * overflows lies between the largest double and infinity.
 */
final class Enclosures {

    /** More than any function of {@link UnaryFunction} errs, relative to its value. */
    private static final double FUNCTION_ERROR = 2e-15;

    /** 2^-52: at least the distance to a neighbour, relative to the value. */
    private static final double UNIT = 0x1p-52;

    private static final Map<Expression, Enclosures> LEAVES = new ConcurrentHashMap<>();

    /** Both bounds are NaN where the expression is undefined. */
    private final double[] low;

    private final double[] high;

    private Enclosures(double[] low, double[] high) {
        this.low = low;
        this.high = high;
    }

    private Enclosures(int points) {
        this(new double[points], new double[points]);
    }

    /** Those at {@link Points}. */
    static Enclosures of(Expression expression) {
        return at(Points.all(), expression);
    }

    static Enclosures at(double[] points, Expression expression) {
        return points == Points.all() && isLeaf(expression)
                ? LEAVES.computeIfAbsent(expression, leaf -> computed(points, leaf))
                : computed(points, expression);
    }

    /** Functions of x or -x, of which there are few. */
    private static boolean isLeaf(Expression expression) {
        return expression instanceof Unary unary
                && (unary.operand() instanceof Input
                        || unary.operand() instanceof Unary inner
                                && inner.function() == UnaryFunction.NEGATE
                                && inner.operand() instanceof Input);
    }

    private static Enclosures computed(double[] points, Expression expression) {
        if (expression instanceof Unary unary) {
            Enclosures operand = isLeaf(expression) ? computed(points, unary.operand()) : at(points, unary.operand());
            return unary(unary.function(), operand);
        }
        if (expression instanceof Binary binary) {
            return binary(binary.function(), at(points, binary.left()), at(points, binary.right()));
        }
        if (expression instanceof Input) {
            return new Enclosures(points, points);
        }
        var constant = new Enclosures(points.length);
        for (int i = 0; i < points.length; i++) {
            constant.set(i, expression.value(0), expression.value(0));
        }
        return constant;
    }

    int size() {
        return low.length;
    }

    double low(int point) {
        return low[point];
    }

    double high(int point) {
        return high[point];
    }

    boolean isUndefined(int point) {
        return Double.isNaN(low[point]);
    }

    /** Each number is finite, however large. */
    private void set(int point, double lower, double upper) {
        low[point] = Math.min(lower, Double.MAX_VALUE);
        high[point] = Math.max(upper, -Double.MAX_VALUE);
    }

    private void setUndecided(int point) {
        set(point, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private void setUndefined(int point) {
        set(point, Double.NaN, Double.NaN);
    }

    private static Enclosures unary(UnaryFunction function, Enclosures u) {
        int points = u.low.length;
        var result = new Enclosures(points);
        for (int i = 0; i < points; i++) {
            if (u.isUndefined(i)) {
                result.setUndefined(i);
            } else {
                result.apply(function, i, u.low[i], u.high[i]);
            }
        }
        return result;
    }

    private void apply(UnaryFunction function, int i, double lower, double upper) {
        switch (function) {
            case NEGATE -> set(i, -upper, -lower);
            case ABS -> set(i, nearest(lower, upper), Math.max(-lower, upper));
            case COSH -> increasing(function, i, nearest(lower, upper), Math.max(-lower, upper));
            case SIN, COS -> oscillating(function, i, lower, upper);
            case SIGN, STEP -> set(i, function.applyAsDouble(lower), function.applyAsDouble(upper));
            default -> increasing(function, i, lower, upper);
        }
    }

    /** The smallest magnitude between two bounds. */
    private static double nearest(double lower, double upper) {
        return lower > 0 ? lower : upper < 0 ? -upper : 0;
    }

    private void oscillating(UnaryFunction function, int i, double lower, double upper) {
        if (upper - lower > 1) {
            set(i, -1, 1);
        } else {
            double value = function.applyAsDouble(lower);
            double error = upper - lower + Math.abs(value) * FUNCTION_ERROR;
            set(i, value - error, value + error);
        }
    }

    private void increasing(UnaryFunction function, int i, double lower, double upper) {
        double first = function.applyAsDouble(lower);
        double last = lower == upper ? first : function.applyAsDouble(upper);
        if (Double.isNaN(first) && Double.isNaN(last) && (lower > 0 || upper < 0)) {
            setUndefined(i);
        } else if (Double.isNaN(first) || Double.isNaN(last)) {
            setUndecided(i);
        } else {
            set(
                    i,
                    first == 0 && lower == 0 || Double.isInfinite(first)
                            ? first
                            : first - Math.abs(first) * FUNCTION_ERROR,
                    last == 0 && upper == 0 || Double.isInfinite(last)
                            ? last
                            : last + Math.abs(last) * FUNCTION_ERROR + Double.MIN_VALUE);
        }
    }

    private static Enclosures binary(BinaryFunction function, Enclosures a, Enclosures b) {
        int points = a.low.length;
        var result = new Enclosures(points);
        for (int i = 0; i < points; i++) {
            if (a.isUndefined(i) || b.isUndefined(i)) {
                result.setUndefined(i);
            } else {
                result.apply(function, i, a.low[i], a.high[i], b.low[i], b.high[i]);
            }
        }
        return result;
    }

    private void apply(BinaryFunction function, int i, double a1, double a2, double b1, double b2) {
        switch (function) {
            case ADD -> set(i, -sumUp(-a1, -b1), sumUp(a2, b2));
            case SUBTRACT -> set(i, -sumUp(-a1, b2), sumUp(a2, -b1));
            case MULTIPLY -> multiply(i, a1, a2, b1, b2);
            case DIVIDE -> divide(i, a1, a2, b1, b2);
            case MAX -> set(i, Math.max(a1, b1), Math.max(a2, b2));
            case MIN -> set(i, Math.min(a1, b1), Math.min(a2, b2));
        }
    }

    /** The sum, rounded up: by its error, which is exact (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B). */
    private static double sumUp(double a, double b) {
        double sum = a + b;
        double part = sum - a;
        double error = (a - (sum - part)) + (b - part);
        return error > 0 ? Math.nextUp(sum) : sum;
    }

    private void multiply(int i, double a1, double a2, double b1, double b2) {
        if (a1 == 0 && a2 == 0 || b1 == 0 && b2 == 0) {
            set(i, 0, 0);
        } else if (a1 == a2 && Math.abs(a1) == 1) {
            set(i, Math.min(a1 * b1, a1 * b2), Math.max(a1 * b1, a1 * b2));
        } else if (b1 == b2 && Math.abs(b1) == 1) {
            set(i, Math.min(a1 * b1, a2 * b1), Math.max(a1 * b1, a2 * b1));
        } else {
            outward(i, product(a1, b1), product(a1, b2), product(a2, b1), product(a2, b2));
        }
    }

    /** Of bounds: 0 times a number beyond any bound is 0. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private void divide(int i, double a1, double a2, double b1, double b2) {
        if (b1 > 0 || b2 < 0) {
            outward(i, quotient(a1, b1), quotient(a1, b2), quotient(a2, b1), quotient(a2, b2));
        } else if (b1 == 0 && b2 == 0) {
            setUndefined(i);
        } else {
            setUndecided(i);
        }
    }

    /** Of bounds: infinity over infinity may be as little as 0, and the other quotients of the bounds tell how much. */
    private static double quotient(double a, double b) {
        return Double.isInfinite(b) ? 0 : a / b;
    }

    private void outward(int i, double p, double q, double r, double s) {
        double lower = Math.min(Math.min(p, q), Math.min(r, s));
        double upper = Math.max(Math.max(p, q), Math.max(r, s));
        set(
                i,
                Double.isInfinite(lower) ? lower : lower - Math.abs(lower) * UNIT - Double.MIN_VALUE,
                Double.isInfinite(upper) ? upper : upper + Math.abs(upper) * UNIT + Double.MIN_VALUE);
    }
}
