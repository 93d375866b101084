package io.afos.model.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import java.util.function.BinaryOperator;

/** An inner node of a candidate: a function of the results of two subtrees. The first 7 are those of the AFOS code. */
public enum BinaryGene {
    ADD("add", "a+b", BinaryFunction.ADD::of),
    MUL("mul", "a*b", BinaryFunction.MULTIPLY::of),
    MAX_RELU(
            "max_relu",
            "max(max(a,0),b)",
            (a, b) -> BinaryFunction.MAX.of(BinaryFunction.MAX.of(a, Expression.constant(0)), b)),
    MUL_ERF("mul_erf", "a*erf(b)", (a, b) -> BinaryFunction.MULTIPLY.of(a, UnaryFunction.ERF.of(b))),
    MAX("max", "max(a,b)", BinaryFunction.MAX::of),
    MUL_EXP("mul_exp", "a*exp(b)", (a, b) -> BinaryFunction.MULTIPLY.of(a, UnaryFunction.EXP.of(b))),
    SIGMOID_MUL("sigmoid_mul", "sigmoid(a)*b", (a, b) -> BinaryFunction.MULTIPLY.of(UnaryFunction.SIGMOID.of(a), b)),
    MIN("min", "min(a,b)", BinaryFunction.MIN::of);

    private final String code;
    private final String formula;
    private final BinaryOperator<Expression> template;

    BinaryGene(String code, String formula, BinaryOperator<Expression> template) {
        this.code = code;
        this.formula = formula;
        this.template = template;
    }

    /** The short name in a chromosome's text. */
    @JsonValue
    public String code() {
        return code;
    }

    /** What it computes of the results a and b of its subtrees. */
    public String formula() {
        return formula;
    }

    public Expression of(Expression a, Expression b) {
        return template.apply(a, b);
    }

    /**
     * The gene with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static BinaryGene ofCode(String code) {
        return Codes.find("binary gene", values(), BinaryGene::code, code);
    }
}
