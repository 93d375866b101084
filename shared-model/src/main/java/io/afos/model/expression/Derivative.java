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
import static io.afos.model.expression.Algebra.subtract;

/**
 * The derivative with respect to x as an expression, lightly simplified. At kinks it follows the conventions of
 * {@link UnaryFunction} and {@link BinaryFunction}.
 *
 * <p>Where the result is larger than {@link ExpressionParser} would read, it is still a valid expression.
 */
public final class Derivative {

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
        Slope slope = whole.function().slope();
        return slope instanceof Slope.Divisor divisor
                ? divide(du, at(divisor.expression(), whole.operand()))
                : multiply(at(((Slope.Factor) slope).expression(), whole.operand()), du);
    }

    /** The expression with {@code u} in place of its input. */
    private static Expression at(Expression expression, Expression u) {
        if (expression instanceof Constant) {
            return expression;
        }
        if (expression instanceof Unary unary) {
            Expression operand = at(unary.operand(), u);
            return unary.function() == UnaryFunction.NEGATE
                    ? negate(operand)
                    : unary.function().of(operand);
        }
        if (expression instanceof Binary binary) {
            Expression a = at(binary.left(), u);
            Expression b = at(binary.right(), u);
            return switch (binary.function()) {
                case ADD -> add(a, b);
                case SUBTRACT -> subtract(a, b);
                case MULTIPLY -> multiply(a, b);
                case DIVIDE -> divide(a, b);
                case MAX, MIN -> binary.function().of(a, b);
            };
        }
        return u;
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
