package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;

/** Builds operations, leaving out what plainly changes nothing: sums with 0, products with 0 or 1, sums of numbers. */
final class Algebra {

    static final Expression ZERO = Expression.constant(0);
    static final Expression ONE = Expression.constant(1);

    private Algebra() {}

    static Expression negate(Expression u) {
        if (u instanceof Constant constant) {
            return Expression.constant(-constant.number());
        }
        if (u instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return unary.operand();
        }
        return UnaryFunction.NEGATE.of(u);
    }

    static Expression add(Expression a, Expression b) {
        if (a.equals(ZERO)) {
            return b;
        }
        if (b.equals(ZERO)) {
            return a;
        }
        if (b instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return subtract(a, unary.operand());
        }
        return folded(BinaryFunction.ADD, a, b);
    }

    static Expression subtract(Expression a, Expression b) {
        if (a.equals(ZERO)) {
            return negate(b);
        }
        if (b.equals(ZERO)) {
            return a;
        }
        if (b instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return add(a, unary.operand());
        }
        return folded(BinaryFunction.SUBTRACT, a, b);
    }

    /** A number among the factors comes first, a minus before the whole product. */
    static Expression multiply(Expression a, Expression b) {
        if (a.equals(ZERO) || b.equals(ZERO)) {
            return ZERO;
        }
        if (a.equals(ONE)) {
            return b;
        }
        if (b.equals(ONE)) {
            return a;
        }
        if (a instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return negate(multiply(unary.operand(), b));
        }
        if (b instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return negate(multiply(a, unary.operand()));
        }
        if (b instanceof Constant && !(a instanceof Constant)) {
            return multiply(b, a);
        }
        if (a instanceof Constant number) {
            if (number.number() == -1) {
                return negate(b);
            }
            if (b instanceof Binary product
                    && product.function() == BinaryFunction.MULTIPLY
                    && product.left() instanceof Constant) {
                Expression both = folded(BinaryFunction.MULTIPLY, a, product.left());
                return both instanceof Constant ? multiply(both, product.right()) : BinaryFunction.MULTIPLY.of(a, b);
            }
        }
        return folded(BinaryFunction.MULTIPLY, a, b);
    }

    static Expression divide(Expression a, Expression b) {
        if (a.equals(ZERO)) {
            return ZERO;
        }
        if (b.equals(ONE)) {
            return a;
        }
        if (a instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return negate(divide(unary.operand(), b));
        }
        return folded(BinaryFunction.DIVIDE, a, b);
    }

    private static Expression folded(BinaryFunction function, Expression a, Expression b) {
        if (a instanceof Constant left && b instanceof Constant right) {
            double number = function.applyAsDouble(left.number(), right.number());
            if (Double.isFinite(number)) {
                return Expression.constant(number);
            }
        }
        return function.of(a, b);
    }
}
