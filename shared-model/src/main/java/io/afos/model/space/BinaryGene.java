package io.afos.model.space;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import java.util.function.BinaryOperator;

/** An inner node of a candidate: a function of the results of two subtrees. The first 7 are those of the AFOS code. */
public enum BinaryGene {
    /** a + b. */
    ADD("add", BinaryFunction.ADD::of),
    /** a b. */
    MUL("mul", BinaryFunction.MULTIPLY::of),
    /** The largest of a, 0 and b. */
    MAX_RELU("max_relu", (a, b) -> BinaryFunction.MAX.of(BinaryFunction.MAX.of(a, Expression.constant(0)), b)),
    /** a erf(b). */
    MUL_ERF("mul_erf", (a, b) -> BinaryFunction.MULTIPLY.of(a, UnaryFunction.ERF.of(b))),
    /** The larger of a and b. */
    MAX("max", BinaryFunction.MAX::of),
    /** a e^b. */
    MUL_EXP("mul_exp", (a, b) -> BinaryFunction.MULTIPLY.of(a, UnaryFunction.EXP.of(b))),
    /** sigmoid(a) b. */
    SIGMOID_MUL("sigmoid_mul", (a, b) -> BinaryFunction.MULTIPLY.of(UnaryFunction.SIGMOID.of(a), b)),
    /** The smaller of a and b. */
    MIN("min", BinaryFunction.MIN::of);

    private final String code;
    private final BinaryOperator<Expression> template;

    BinaryGene(String code, BinaryOperator<Expression> template) {
        this.code = code;
        this.template = template;
    }

    /** The short name in a chromosome's text. */
    public String code() {
        return code;
    }

    public Expression of(Expression a, Expression b) {
        return template.apply(a, b);
    }

    /**
     * The gene with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BinaryGene ofCode(String code) {
        return Codes.find("binary gene", values(), BinaryGene::code, code);
    }
}
