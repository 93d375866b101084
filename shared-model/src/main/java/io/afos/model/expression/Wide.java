package io.afos.model.expression;

/**
 * A real number as sign and natural logarithm of its magnitude, so that {@code e^(10^300)} is still a number.
 *
 * <p>Relative precision is about 1e-16 times the larger of 1 and the logarithm. A magnitude beyond that range is infinite
 * or 0, and 0 wins in products: 0 times infinite is 0, because what decays does so without bound.
 *
 * @param sign -1, 0 or 1; NaN for not a number
 * @param log natural logarithm of the magnitude; -infinite if sign is 0
 */
record Wide(double sign, double log) {

    static final Wide ZERO = new Wide(0, Double.NEGATIVE_INFINITY);
    static final Wide ONE = new Wide(1, 0);
    static final Wide NAN = new Wide(Double.NaN, Double.NaN);

    static Wide of(double number) {
        return signed(Math.signum(number), Math.log(Math.abs(number)));
    }

    /** e to the power {@code log}. */
    static Wide exp(double log) {
        return signed(1, log);
    }

    /** {@code sign} times e to the power {@code log}. */
    static Wide signed(double sign, double log) {
        if (Double.isNaN(sign) || Double.isNaN(log)) {
            return NAN;
        }
        return sign == 0 || log == Double.NEGATIVE_INFINITY ? ZERO : new Wide(sign, log);
    }

    double toDouble() {
        return sign == 0 ? 0 : sign * Math.exp(log);
    }

    boolean isNaN() {
        return Double.isNaN(sign);
    }

    boolean isZero() {
        return sign == 0;
    }

    Wide negate() {
        return signed(-sign, log);
    }

    Wide abs() {
        return signed(Math.abs(sign), log);
    }

    Wide times(Wide other) {
        if (isNaN() || other.isNaN()) {
            return NAN;
        }
        return isZero() || other.isZero() ? ZERO : product(other.log, other.sign);
    }

    /** 0 divided by 0 is not a number; other numbers divided by 0 are infinite, with their sign. */
    Wide over(Wide other) {
        if (isNaN() || other.isNaN() || isZero() && other.isZero()) {
            return NAN;
        }
        if (other.isZero()) {
            return new Wide(sign, Double.POSITIVE_INFINITY);
        }
        return isZero() ? ZERO : product(-other.log, other.sign);
    }

    private Wide product(double otherLog, double otherSign) {
        double sum = log + otherLog;
        return Double.isNaN(sum) ? ZERO : signed(sign * otherSign, sum);
    }

    /** Infinite plus infinite of the other sign is not a number. */
    Wide plus(Wide other) {
        if (isNaN() || other.isNaN()) {
            return NAN;
        }
        if (isZero()) {
            return other;
        }
        if (other.isZero()) {
            return this;
        }
        Wide large = log >= other.log ? this : other;
        Wide small = log >= other.log ? other : this;
        if (large.log == Double.POSITIVE_INFINITY && small.log == large.log) {
            return sign == other.sign ? this : NAN;
        }
        double ratio = sign * other.sign * Math.exp(small.log - large.log);
        return signed(large.sign, large.log + Math.log1p(ratio));
    }

    Wide minus(Wide other) {
        return plus(other.negate());
    }

    /** Negative, 0 or positive as this number is smaller, equal or larger; neither may be NaN. */
    int compareTo(Wide other) {
        if (sign != other.sign) {
            return Double.compare(sign, other.sign);
        }
        return isZero() ? 0 : (int) sign * Double.compare(log, other.log);
    }
}
