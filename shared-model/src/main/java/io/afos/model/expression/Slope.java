package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;

import static io.afos.model.expression.Algebra.ONE;
import static io.afos.model.expression.Algebra.ZERO;

/**
 * The derivative of a function of one operand with respect to that operand. The expressions' input stands for the operand.
 *
 * <p>In the chain rule f(u)' = f'(u)·u' a factor that vanishes wins over a u' that overflows, since what vanishes here does so
 * exponentially; a divisor that overflows does not.
 */
public sealed interface Slope {

    /** The derivative where the operand is {@code u}. */
    double value(double u);

    /** f'(u) is {@code expression}. */
    record Factor(Expression expression) implements Slope {

        @Override
        public double value(double u) {
            return expression.value(u);
        }

        public boolean isZero() {
            return expression.equals(ZERO);
        }
    }

    /** f'(u) is 1/{@code expression}. Only such a slope has poles, and only such a function a domain that ends. */
    record Divisor(Expression expression) implements Slope {

        @Override
        public double value(double u) {
            return 1 / expression.value(u);
        }
    }

    /** A divisor if the expression is a reciprocal. */
    static Slope of(Expression expression) {
        return expression instanceof Binary quotient
                        && quotient.function() == BinaryFunction.DIVIDE
                        && quotient.left().equals(ONE)
                ? new Divisor(quotient.right())
                : new Factor(expression);
    }
}
