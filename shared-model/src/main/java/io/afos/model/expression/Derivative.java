package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;

import static io.afos.model.expression.Algebra.ONE;
import static io.afos.model.expression.Algebra.ZERO;
import static io.afos.model.expression.Algebra.add;
import static io.afos.model.expression.Algebra.divide;
import static io.afos.model.expression.Algebra.multiply;
import static io.afos.model.expression.Algebra.negate;
import static io.afos.model.expression.Algebra.square;
import static io.afos.model.expression.Algebra.subtract;

/**
 * The derivative with respect to x as an expression, lightly simplified. At kinks it follows the conventions of
 * {@link UnaryFunction} and {@link BinaryFunction}.
 *
 * <p>Of equal forms the one that loses least to rounding and overflow is taken: sigmoid' is sigmoid(u)*sigmoid(-u),
 * tanh' is 1/cosh(u)^2, asinh' is 1/cosh(asinh(u)). Where the result is larger than {@link ExpressionParser} would
 * read, it is still a valid expression.
 */
public final class Derivative {

    private static final Expression TWO_OVER_ROOT_PI = Expression.constant(2 / Math.sqrt(Math.PI));

    private Derivative() {}

    public static Expression of(Expression expression) {
        if (expression instanceof Constant) {
            return ZERO;
        }
        if (expression instanceof Unary unary) {
            Expression inner = of(unary.operand());
            return inner.equals(ZERO) ? ZERO : chain(unary, inner);
        }
        if (expression instanceof Binary binary) {
            return binary(binary, of(binary.left()), of(binary.right()));
        }
        return ONE;
    }

    /** The derivative of {@code f(u)}, given that of u. */
    private static Expression chain(Unary whole, Expression du) {
        Expression u = whole.operand();
        return switch (whole.function()) {
            case NEGATE -> negate(du);
            case ABS -> multiply(UnaryFunction.SIGN.of(u), du);
            case EXP -> multiply(whole, du);
            case LN -> divide(du, u);
            case SQRT -> divide(du, multiply(Expression.constant(2), whole));
            case ERF -> multiply(multiply(TWO_OVER_ROOT_PI, UnaryFunction.EXP.of(negate(square(u)))), du);
            case SIGMOID -> multiply(multiply(whole, UnaryFunction.SIGMOID.of(negate(u))), du);
            case TANH -> divide(du, square(UnaryFunction.COSH.of(u)));
            case SOFTPLUS -> multiply(UnaryFunction.SIGMOID.of(u), du);
            case SIN -> multiply(UnaryFunction.COS.of(u), du);
            case COS -> negate(multiply(UnaryFunction.SIN.of(u), du));
            case ATAN -> divide(du, add(ONE, square(u)));
            case SINH -> multiply(UnaryFunction.COSH.of(u), du);
            case COSH -> multiply(UnaryFunction.SINH.of(u), du);
            case ASINH -> divide(du, UnaryFunction.COSH.of(whole));
            case ATANH -> divide(du, multiply(subtract(ONE, u), add(ONE, u)));
            case SIGN, STEP -> ZERO;
        };
    }

    private static Expression binary(Binary whole, Expression da, Expression db) {
        Expression a = whole.left();
        Expression b = whole.right();
        return switch (whole.function()) {
            case ADD -> add(da, db);
            case SUBTRACT -> subtract(da, db);
            case MULTIPLY -> product(whole, da, db);
            case DIVIDE -> divide(subtract(da, multiply(whole, db)), b);
            case MAX -> a instanceof Constant ? larger(b, a, db, da) : larger(a, b, da, db);
            case MIN -> a instanceof Constant ? smaller(b, a, db, da) : smaller(a, b, da, db);
        };
    }

    private static Expression product(Binary whole, Expression da, Expression db) {
        Power power = Power.of(whole);
        if (power == null) {
            return add(multiply(da, whole.right()), multiply(whole.left(), db));
        }
        Expression oneLess = power.exponent() == 2 ? power.base() : whole.left();
        return multiply(Expression.constant(power.exponent()), multiply(oneLess, db));
    }

    private static Expression larger(Expression a, Expression b, Expression da, Expression db) {
        return choose(subtract(a, b), da, db);
    }

    private static Expression smaller(Expression a, Expression b, Expression da, Expression db) {
        return choose(subtract(b, a), da, db);
    }

    /** {@code da} where the difference is positive, otherwise {@code db}. */
    private static Expression choose(Expression difference, Expression da, Expression db) {
        if (da.equals(db)) {
            return da;
        }
        Expression step = UnaryFunction.STEP.of(difference);
        return add(multiply(step, da), multiply(subtract(ONE, step), db));
    }
}
