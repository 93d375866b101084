package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import org.jspecify.annotations.Nullable;

/** A repeated product {@code ((u*u)*u)...}, which formulas write as {@code u^n}; n is 2 to 8. */
record Power(Expression base, int exponent) {

    /** The longest power that {@code expression} as a whole is, {@code null} if it is none. */
    static @Nullable Power of(Expression expression) {
        if (!(expression instanceof Binary product) || product.function() != BinaryFunction.MULTIPLY) {
            return null;
        }
        if (product.left().equals(product.right())) {
            return new Power(product.left(), 2);
        }
        Power left = of(product.left());
        return left != null && left.exponent < ExpressionParser.MAX_EXPONENT && left.base.equals(product.right())
                ? new Power(left.base, left.exponent + 1)
                : null;
    }
}
