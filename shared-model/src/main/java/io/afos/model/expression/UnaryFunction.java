package io.afos.model.expression;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.apache.commons.numbers.gamma.Erf;

/**
 * The functions of one operand: name in formulas, value, and derivative as a formula in the operand, from which all that
 * differentiates follows. {@link #NEGATE} is written as a prefix minus.
 *
 * <p>At a kink the derivative is that of torch: {@code abs} has 0 at 0, and {@code step(0)} is 0.
 */
public enum UnaryFunction implements DoubleUnaryOperator {
    NEGATE("-", u -> -u, "-1"),
    ABS("abs", Math::abs, "sign(x)"),
    EXP("exp", Math::exp, "exp(x)"),
    LN("ln", Math::log, "1/x"),
    SQRT("sqrt", Math::sqrt, "1/(2*sqrt(x))"),
    ERF("erf", Erf::value, "1.1283791670955126*exp(-x^2)"),
    /** s - s^2 loses all digits where s is nearly 1. */
    SIGMOID(
            "sigmoid",
            u -> u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u)),
            "sigmoid(x)*sigmoid(-x)",
            "sigmoid(x)-sigmoid(x)^2"),
    /** 1 - t^2 loses all digits where t is nearly 1 or -1. */
    TANH("tanh", Math::tanh, "(1/cosh(x))^2", "1-tanh(x)^2"),
    SOFTPLUS("softplus", u -> Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))), "sigmoid(x)"),
    SIN("sin", Math::sin, "cos(x)"),
    COS("cos", Math::cos, "-sin(x)"),
    ATAN("atan", Math::atan, "1/(1+x^2)"),
    SINH("sinh", Math::sinh, "cosh(x)"),
    COSH("cosh", Math::cosh, "sinh(x)"),
    ASINH("asinh", UnaryFunction::asinh, "1/cosh(asinh(x))"),
    ATANH("atanh", u -> 0.5 * (Math.log1p(u) - Math.log1p(-u)), "1/((1-x)*(1+x))"),
    /** 1 for a positive operand, -1 for a negative one, 0 at 0. */
    SIGN("sign", Math::signum, "0"),
    /** 1 for a positive operand, otherwise 0. */
    STEP("step", u -> Double.isNaN(u) ? u : u > 0 ? 1 : 0, "0");

    private final String symbol;
    private final DoubleUnaryOperator value;
    private final String slope;
    private final String cheapSlope;

    UnaryFunction(String symbol, DoubleUnaryOperator value, String slope) {
        this(symbol, value, slope, slope);
    }

    UnaryFunction(String symbol, DoubleUnaryOperator value, String slope, String cheapSlope) {
        this.symbol = symbol;
        this.value = value;
        this.slope = slope;
        this.cheapSlope = cheapSlope;
    }

    /** Parsed when first needed, since parsing takes this enumeration. */
    private static final class Slopes {
        static final Map<UnaryFunction, Slope> EXACT = parsed(function -> function.slope);
        static final Map<UnaryFunction, Slope> CHEAP = parsed(function -> function.cheapSlope);

        private static Map<UnaryFunction, Slope> parsed(Function<UnaryFunction, String> formula) {
            var slopes = new EnumMap<UnaryFunction, Slope>(UnaryFunction.class);
            for (UnaryFunction function : values()) {
                slopes.put(function, Slope.of(ExpressionParser.parse(formula.apply(function))));
            }
            return slopes;
        }
    }

    public String symbol() {
        return symbol;
    }

    @Override
    public double applyAsDouble(double operand) {
        return value.applyAsDouble(operand);
    }

    /** The derivative with respect to the operand, in the form that loses least to rounding and overflow. */
    public Slope slope() {
        return Slopes.EXACT.get(this);
    }

    /** The derivative with respect to the operand, in the form with the fewest operations given the value. */
    public Slope cheapSlope() {
        return Slopes.CHEAP.get(this);
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
