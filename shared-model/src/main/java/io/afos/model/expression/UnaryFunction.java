package io.afos.model.expression;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;

/**
 * The functions of one operand. {@link #symbol()} is the name in formulas; {@link #NEGATE} is written as a prefix minus.
 *
 * <p>At a kink the derivative is that of torch: {@code abs} has 0 at 0, and {@code step(0)} is 0.
 */
public enum UnaryFunction implements DoubleUnaryOperator {
    NEGATE("-", u -> -u),
    ABS("abs", Math::abs),
    EXP("exp", Math::exp),
    LN("ln", Math::log),
    SQRT("sqrt", Math::sqrt),
    ERF("erf", Erf::value),
    SIGMOID("sigmoid", u -> u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u))),
    TANH("tanh", Math::tanh),
    SOFTPLUS("softplus", u -> Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)))),
    SIN("sin", Math::sin),
    COS("cos", Math::cos),
    ATAN("atan", Math::atan),
    SINH("sinh", Math::sinh),
    COSH("cosh", Math::cosh),
    ASINH("asinh", UnaryFunction::asinh),
    ATANH("atanh", u -> 0.5 * (Math.log1p(u) - Math.log1p(-u))),
    /** 1 for a positive operand, -1 for a negative one, 0 at 0. */
    SIGN("sign", Math::signum),
    /** 1 for a positive operand, otherwise 0. */
    STEP("step", u -> Double.isNaN(u) ? u : u > 0 ? 1 : 0);

    private final String symbol;
    private final DoubleUnaryOperator value;

    UnaryFunction(String symbol, DoubleUnaryOperator value) {
        this.symbol = symbol;
        this.value = value;
    }

    public String symbol() {
        return symbol;
    }

    @Override
    public double applyAsDouble(double operand) {
        return value.applyAsDouble(operand);
    }

    public Expression of(Expression operand) {
        return new Expression.Unary(this, operand);
    }

    private static double asinh(double u) {
        double magnitude = Math.abs(u);
        double value = magnitude < 1e100
                ? Math.log1p(magnitude + magnitude * magnitude / (1 + Math.hypot(1, magnitude)))
                : Math.log(magnitude) + Math.log(2);
        return Math.copySign(value, u);
    }
}
