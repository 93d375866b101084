package io.afos.model.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;

/** A leaf of a candidate: a function of x. The first 17 are those of the AFOS code, its repeated softplus once. */
public enum UnaryGene {
    X("x", "x"),
    EXP("exp", "exp(x)"),
    ABS("abs", "abs(x)"),
    NEG("neg", "-x"),
    EXP_NEG("exp_neg", "exp(-x)"),
    MIN0("min0", "min(x,0)"),
    ERF("erf", "erf(x)"),
    SIGMOID("sigmoid", "sigmoid(x)"),
    X_ERF("x_erf", "x*erf(x)"),
    MAX0("max0", "max(x,0)"),
    SIN("sin", "sin(x)"),
    ATAN("atan", "atan(x)"),
    TANH("tanh", "tanh(x)"),
    SOFTPLUS("softplus", "softplus(x)"),
    SINH("sinh", "sinh(x)"),
    ATANH("atanh", "atanh(x)"),
    ASINH("asinh", "asinh(x)"),
    COS("cos", "cos(x)");

    private final String code;
    private final Expression expression;

    UnaryGene(String code, String formula) {
        this.code = code;
        this.expression = ExpressionParser.parse(formula);
    }

    /** The short name in a chromosome's text. */
    @JsonValue
    public String code() {
        return code;
    }

    public Expression expression() {
        return expression;
    }

    /**
     * The gene with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static UnaryGene ofCode(String code) {
        return Codes.find("unary gene", values(), UnaryGene::code, code);
    }
}
