package io.afos.model.activation;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Input;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.UnaryFunction;
import java.util.EnumMap;
import java.util.Map;

/**
 * Running error analysis (Higham, Accuracy and Stability of Numerical Algorithms, 3.3) to first order: half a unit in the
 * last place for each sum and product, 4 units for each other function.
 *
 * @param value the value as computed
 * @param bound the true value is no further away than this
 */
record RoundingError(double value, double bound) {

    private static final Map<UnaryFunction, Expression> SLOPES = slopes();

    static RoundingError of(Expression expression, double x) {
        if (expression instanceof Unary unary) {
            return unary(unary.function(), of(unary.operand(), x));
        }
        if (expression instanceof Binary binary) {
            return binary(binary, of(binary.left(), x), of(binary.right(), x));
        }
        return new RoundingError(expression instanceof Input ? x : expression.value(x), 0);
    }

    private static RoundingError unary(UnaryFunction function, RoundingError u) {
        double value = function.applyAsDouble(u.value);
        double own = function == UnaryFunction.NEGATE || function == UnaryFunction.ABS ? 0 : 4 * Math.ulp(value);
        double slope = u.bound == 0 ? 0 : Math.abs(SLOPES.get(function).value(u.value));
        return new RoundingError(value, slope * u.bound + own);
    }

    private static RoundingError binary(Binary binary, RoundingError a, RoundingError b) {
        double value = binary.function().applyAsDouble(a.value, b.value);
        double own = Math.ulp(value) / 2;
        return new RoundingError(
                value,
                switch (binary.function()) {
                    case ADD, SUBTRACT -> a.bound + b.bound + own;
                    case MULTIPLY -> Math.abs(a.value) * b.bound + Math.abs(b.value) * a.bound + own;
                    case DIVIDE -> (a.bound + Math.abs(value) * b.bound) / Math.abs(b.value) + own;
                    case MAX, MIN -> extreme(value, a, b);
                });
    }

    private static double extreme(double value, RoundingError a, RoundingError b) {
        boolean decided = Math.abs(a.value - b.value) > a.bound + b.bound;
        if (!decided) {
            return Math.max(a.bound, b.bound);
        }
        return value == a.value ? a.bound : b.bound;
    }

    private static Map<UnaryFunction, Expression> slopes() {
        var slopes = new EnumMap<UnaryFunction, Expression>(UnaryFunction.class);
        for (UnaryFunction function : UnaryFunction.values()) {
            slopes.put(function, Derivative.of(function.of(Expression.x())));
        }
        return slopes;
    }
}
