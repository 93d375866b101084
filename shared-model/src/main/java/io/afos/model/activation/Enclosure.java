package io.afos.model.activation;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.UnaryFunction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal bounds between which the exact value of an expression lies at one point. As far as numbers go here, 10 to the power
 * 1,000,000 is large and its inverse small: what exceeds one has no bound, what is less than the other may be 0.
 */
record Enclosure(BigDecimal low, BigDecimal high) {

    /** Where the expression has no value. */
    static final Enclosure UNDEFINED = new Enclosure(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int LARGE_EXPONENT = 1_000_000;
    private static final BigDecimal LARGE = BigDecimal.ONE.scaleByPowerOfTen(LARGE_EXPONENT);
    private static final BigDecimal SMALL = BigDecimal.ONE.scaleByPowerOfTen(-LARGE_EXPONENT);

    private static final BigDecimal FARTHEST_PHASE = BigDecimal.ONE.scaleByPowerOfTen(15);

    /** Stands for infinity. The square of it can still be written. */
    private static final BigDecimal UNBOUNDED = BigDecimal.ONE.scaleByPowerOfTen(1_000_000_000);

    private static final Enclosure UNDECIDED = new Enclosure(UNBOUNDED.negate(), UNBOUNDED);

    /** Interval arithmetic with {@code digits} for each intermediate result, at least 20. */
    static Enclosure of(Expression expression, double x, int digits) {
        return new Arithmetic(digits).of(expression, point(new BigDecimal(x)));
    }

    private static Enclosure point(BigDecimal value) {
        return new Enclosure(value, value);
    }

    private static Enclosure between(BigDecimal low, BigDecimal high) {
        return new Enclosure(upper(low.negate()).negate(), upper(high));
    }

    private static BigDecimal upper(BigDecimal bound) {
        if (bound.compareTo(LARGE) > 0) {
            return UNBOUNDED;
        }
        if (bound.compareTo(LARGE.negate()) < 0) {
            return LARGE.negate();
        }
        if (bound.signum() > 0) {
            return bound.max(SMALL);
        }
        return bound.negate().compareTo(SMALL) < 0 ? BigDecimal.ZERO : bound;
    }

    private boolean isZero() {
        return low.signum() == 0 && high.signum() == 0;
    }

    private boolean isPositive() {
        return low.signum() > 0;
    }

    private boolean isNegative() {
        return high.signum() < 0;
    }

    private boolean isBounded() {
        return low.compareTo(UNBOUNDED.negate()) > 0 && high.compareTo(UNBOUNDED) < 0;
    }

    private Enclosure negate() {
        return new Enclosure(high.negate(), low.negate());
    }

    private Enclosure abs() {
        if (low.signum() >= 0) {
            return this;
        }
        return high.signum() <= 0 ? negate() : new Enclosure(BigDecimal.ZERO, high.max(low.negate()));
    }

    /** Operations to a number of digits, rounded outward. */
    private static final class Arithmetic {

        /** Digits at the end of a function's value that are not relied on. */
        private static final int GUARD = 8;

        private final MathContext down;
        private final MathContext up;
        private final DecimalFunctions functions;
        private final BigDecimal error;

        Arithmetic(int digits) {
            this.down = new MathContext(digits, RoundingMode.FLOOR);
            this.up = new MathContext(digits, RoundingMode.CEILING);
            this.functions = new DecimalFunctions(digits);
            this.error = BigDecimal.ONE.scaleByPowerOfTen(GUARD - digits);
        }

        Enclosure of(Expression expression, Enclosure x) {
            if (expression instanceof Constant constant) {
                return point(new BigDecimal(constant.number()));
            }
            if (expression instanceof Unary unary) {
                Enclosure u = of(unary.operand(), x);
                return u == UNDEFINED ? u : unary(unary.function(), u);
            }
            if (expression instanceof Binary binary) {
                Enclosure a = of(binary.left(), x);
                Enclosure b = of(binary.right(), x);
                return a == UNDEFINED || b == UNDEFINED ? UNDEFINED : binary(binary.function(), a, b);
            }
            return x;
        }

        private Enclosure unary(UnaryFunction function, Enclosure u) {
            return switch (function) {
                case NEGATE -> u.negate();
                case ABS -> u.abs();
                case SIGN -> signs(u, -1);
                case STEP -> signs(u, 0);
                case LN ->
                    u.isNegative() || u.isZero() ? UNDEFINED : u.isPositive() ? increasing(function, u) : UNDECIDED;
                case SQRT -> u.isNegative() ? UNDEFINED : u.low.signum() >= 0 ? increasing(function, u) : UNDECIDED;
                case ATANH -> artanh(u);
                case SIN, COS -> oscillating(function, u);
                case COSH -> increasing(function, u.abs());
                default -> increasing(function, u);
            };
        }

        /** Between the signs of the bounds, or {@code least} if that is more. */
        private static Enclosure signs(Enclosure u, int least) {
            return new Enclosure(
                    BigDecimal.valueOf(Math.max(least, u.low.signum())),
                    BigDecimal.valueOf(Math.max(least, u.high.signum())));
        }

        private Enclosure artanh(Enclosure u) {
            if (u.abs().high.compareTo(BigDecimal.ONE) < 0) {
                return increasing(UnaryFunction.ATANH, u);
            }
            boolean outside =
                    u.low.compareTo(BigDecimal.ONE) >= 0 || u.high.negate().compareTo(BigDecimal.ONE) >= 0;
            return outside ? UNDEFINED : UNDECIDED;
        }

        private Enclosure oscillating(UnaryFunction function, Enclosure u) {
            BigDecimal width = u.high.subtract(u.low, up);
            if (width.compareTo(BigDecimal.ONE) > 0 || u.abs().high.compareTo(FARTHEST_PHASE) > 0) {
                return new Enclosure(BigDecimal.ONE.negate(), BigDecimal.ONE);
            }
            BigDecimal value = functions.value(function, u.low);
            BigDecimal reach = width.add(error, up);
            return between(value.subtract(reach, down), value.add(reach, up));
        }

        private Enclosure increasing(UnaryFunction function, Enclosure u) {
            if (u.isZero() && function.applyAsDouble(0) == 0) {
                return u;
            }
            if (!u.isBounded()) {
                return unbounded(function, u);
            }
            BigDecimal first = functions.value(function, u.low);
            BigDecimal last = u.low.equals(u.high) ? first : functions.value(function, u.high);
            return between(
                    first.subtract(errorOf(function, first), down),
                    last.add(errorOf(function, last).max(SMALL), up));
        }

        private Enclosure unbounded(UnaryFunction function, Enclosure u) {
            boolean saturates = Double.isFinite(function.applyAsDouble(Double.POSITIVE_INFINITY));
            if (!saturates || u.low.compareTo(LARGE) < 0 && u.high.compareTo(LARGE.negate()) > 0) {
                boolean large = u.low.compareTo(LARGE) >= 0 && function == UnaryFunction.EXP;
                return large ? u : UNDECIDED;
            }
            BigDecimal limit = functions.value(function, u.low.signum() > 0 ? LARGE : LARGE.negate());
            return between(limit.subtract(error, down), limit.add(error, up));
        }

        private BigDecimal errorOf(UnaryFunction function, BigDecimal value) {
            BigDecimal scale = value.abs();
            return (DecimalFunctions.isRelative(function) ? scale : scale.add(BigDecimal.ONE, up)).multiply(error, up);
        }

        private Enclosure binary(BinaryFunction function, Enclosure a, Enclosure b) {
            return switch (function) {
                case ADD -> between(a.low.add(b.low, down), a.high.add(b.high, up));
                case SUBTRACT -> between(a.low.subtract(b.high, down), a.high.subtract(b.low, up));
                case MULTIPLY -> multiply(a, b);
                case DIVIDE -> divide(a, b);
                case MAX -> new Enclosure(a.low.max(b.low), a.high.max(b.high));
                case MIN -> new Enclosure(a.low.min(b.low), a.high.min(b.high));
            };
        }

        private Enclosure multiply(Enclosure a, Enclosure b) {
            if (a.isZero() || b.isZero()) {
                return point(BigDecimal.ZERO);
            }
            BigDecimal p = a.low.multiply(b.low);
            BigDecimal q = a.low.multiply(b.high);
            BigDecimal r = a.high.multiply(b.low);
            BigDecimal s = a.high.multiply(b.high);
            return between(
                    p.min(q).min(r).min(s).round(down), p.max(q).max(r).max(s).round(up));
        }

        private Enclosure divide(Enclosure a, Enclosure b) {
            if (b.isZero()) {
                return UNDEFINED;
            }
            if (!b.isPositive() && !b.isNegative() || !b.isBounded()) {
                return UNDECIDED;
            }
            BigDecimal lowest = a.low.divide(b.low, down)
                    .min(a.low.divide(b.high, down))
                    .min(a.high.divide(b.low, down))
                    .min(a.high.divide(b.high, down));
            BigDecimal highest = a.low.divide(b.low, up)
                    .max(a.low.divide(b.high, up))
                    .max(a.high.divide(b.low, up))
                    .max(a.high.divide(b.high, up));
            return between(lowest, highest);
        }
    }
}
