package io.afos.model.activation;

import ch.obermuhlner.math.big.BigDecimalMath;
import io.afos.model.expression.UnaryFunction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

/** The values of functions to a number of decimal digits, for operands up to 10 to the power 1,000,000. */
final class DecimalFunctions {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** From here on e to the power u exceeds 10 to the power 1,000,000, or is less than its inverse. */
    private static final BigDecimal FARTHEST_EXPONENT = BigDecimal.valueOf(2_400_000);

    private static final BigDecimal LARGE = ONE.scaleByPowerOfTen(1_000_100);

    private final MathContext digits;

    /** For numbers of which the digits before the point are of no use. */
    private final MathContext wide;

    private final BigDecimal ln10;

    /** From here on e to the power -u is nothing beside 1. */
    private final BigDecimal saturation;

    DecimalFunctions(int digits) {
        this.digits = new MathContext(digits);
        this.wide = new MathContext(digits + 10);
        this.ln10 = BigDecimalMath.log(BigDecimal.TEN, wide);
        this.saturation = BigDecimal.valueOf((long) (digits * Math.log(10)) + 1);
    }

    /** Whether the digits count from the first of the value, not only from the point. */
    static boolean isRelative(UnaryFunction function) {
        return function == UnaryFunction.EXP || function == UnaryFunction.SIGMOID;
    }

    BigDecimal value(UnaryFunction function, BigDecimal operand) {
        BigDecimal u = operand.round(wide);
        return switch (function) {
            case EXP -> exp(u);
            case LN -> log(u);
            case SQRT -> u.sqrt(digits);
            case SIN -> BigDecimalMath.sin(u, digits);
            case COS -> BigDecimalMath.cos(u, digits);
            case SINH -> exp(u).subtract(exp(u.negate()), digits).divide(TWO, digits);
            case COSH -> exp(u).add(exp(u.negate()), digits).divide(TWO, digits);
            case SIGMOID -> exp(u.min(ZERO)).divide(exp(u.abs().negate()).add(ONE, digits), digits);
            case SOFTPLUS -> logOnePlus(exp(u.abs().negate())).add(u.max(ZERO), digits);
            case TANH, ERF, ATAN, ASINH, ATANH ->
                u.signum() < 0 ? odd(function, u.negate()).negate() : odd(function, u);
            case NEGATE, ABS, SIGN, STEP -> throw new IllegalArgumentException("exact already: " + function);
        };
    }

    private BigDecimal odd(UnaryFunction function, BigDecimal u) {
        return switch (function) {
            case TANH -> {
                BigDecimal decay = exp(u.multiply(TWO).negate());
                yield ONE.subtract(decay, digits).divide(ONE.add(decay, digits), digits);
            }
            case ERF -> erf(u);
            case ATAN ->
                u.compareTo(ONE) > 0
                        ? halfPi().subtract(BigDecimalMath.atan(ONE.divide(u, digits), digits), digits)
                        : BigDecimalMath.atan(u, digits);
            case ASINH -> log(u.add(u.multiply(u).add(ONE, digits).sqrt(digits), digits));
            default ->
                log(ONE.add(u, digits).divide(ONE.subtract(u, digits), digits)).divide(TWO, digits);
        };
    }

    private BigDecimal halfPi() {
        return BigDecimalMath.pi(digits).divide(TWO, digits);
    }

    private BigDecimal logOnePlus(BigDecimal u) {
        return log(u.add(ONE, digits));
    }

    /** Of the digits and of the power of ten apart. */
    private BigDecimal log(BigDecimal u) {
        int tens = u.precision() - u.scale() - 1;
        return BigDecimalMath.log(u.scaleByPowerOfTen(-tens), digits)
                .add(ln10.multiply(BigDecimal.valueOf(tens)), digits);
    }

    private BigDecimal exp(BigDecimal u) {
        if (u.abs().compareTo(FARTHEST_EXPONENT) > 0) {
            return u.signum() > 0 ? LARGE : ZERO;
        }
        BigDecimal tens = u.divide(ln10, digits).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal rest = u.subtract(tens.multiply(ln10), wide);
        return BigDecimalMath.exp(rest, digits).scaleByPowerOfTen(tens.intValueExact());
    }

    /** 2 / sqrt(pi) e^(-u^2) times the sum of 2^n u^(2n+1) / (2n+1)!!, whose terms are all positive (DLMF 7.6.2). */
    private BigDecimal erf(BigDecimal u) {
        BigDecimal square = u.multiply(u, digits);
        if (square.compareTo(saturation) > 0) {
            return ONE;
        }
        BigDecimal term = u;
        BigDecimal sum = u;
        BigDecimal smallest = ONE.scaleByPowerOfTen(-digits.getPrecision());
        for (int n = 1; term.compareTo(sum.multiply(smallest)) > 0; n++) {
            term = term.multiply(square, digits).multiply(TWO).divide(BigDecimal.valueOf(2L * n + 1), digits);
            sum = sum.add(term, digits);
        }
        return sum.multiply(exp(square.negate()))
                .multiply(TWO)
                .divide(BigDecimalMath.pi(digits).sqrt(digits), digits);
    }
}
