package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Input;
import io.afos.model.expression.Expression.Unary;

/** The mirror image f(-x) of a function f(x). */
public final class Mirror {

    private Mirror() {}

    public static Expression of(Expression expression) {
        if (expression instanceof Input) {
            return Algebra.negate(expression);
        }
        if (expression instanceof Constant) {
            return expression;
        }
        if (expression instanceof Unary unary) {
            Expression operand = of(unary.operand());
            return unary.function() == UnaryFunction.NEGATE
                    ? Algebra.negate(operand)
                    : unary.function().of(operand);
        }
        Binary binary = (Binary) expression;
        return new Binary(binary.function(), of(binary.left()), of(binary.right()));
    }
}
