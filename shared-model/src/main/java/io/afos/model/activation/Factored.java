package io.afos.model.activation;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The same function with common factors taken out of sums: a b + c b becomes b (a + c), so that what the factor makes large
 * cancels before it is multiplied.
 */
final class Factored {

    private static final Expression ONE = Expression.constant(1);
    private static final Comparator<Expression> ORDER =
            Comparator.comparingInt(Expression::size).thenComparing(InfixPrinter::print);

    private Factored() {}

    static Expression of(Expression expression) {
        if (expression instanceof Unary unary) {
            return unary.function().of(of(unary.operand()));
        }
        if (expression instanceof Binary binary) {
            return binary(binary.function(), of(binary.left()), of(binary.right()));
        }
        return expression;
    }

    private static Expression binary(BinaryFunction function, Expression a, Expression b) {
        if (function == BinaryFunction.ADD || function == BinaryFunction.SUBTRACT) {
            return sum(function, a, b);
        }
        return ordered(function, a, b);
    }

    /** Operands that may change places stand in one order, so that equal terms are equal trees. */
    private static Expression ordered(BinaryFunction function, Expression a, Expression b) {
        return function.commutative() && ORDER.compare(a, b) > 0 ? function.of(b, a) : function.of(a, b);
    }

    private static Expression sum(BinaryFunction function, Expression a, Expression b) {
        List<Expression> left = factors(a);
        List<Expression> right = factors(b);
        var common = new ArrayList<Expression>();
        for (Expression factor : List.copyOf(left)) {
            if (right.remove(factor)) {
                left.remove(factor);
                common.add(factor);
            }
        }
        return common.isEmpty()
                ? ordered(function, a, b)
                : BinaryFunction.MULTIPLY.of(product(common), function.of(product(left), product(right)));
    }

    private static List<Expression> factors(Expression expression) {
        var factors = new ArrayList<Expression>();
        collect(expression, factors);
        return factors;
    }

    private static void collect(Expression expression, List<Expression> factors) {
        if (expression instanceof Binary binary && binary.function() == BinaryFunction.MULTIPLY) {
            collect(binary.left(), factors);
            collect(binary.right(), factors);
        } else if (expression instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            factors.add(Expression.constant(-1));
            collect(unary.operand(), factors);
        } else {
            factors.add(expression);
        }
    }

    private static Expression product(List<Expression> factors) {
        return factors.stream().reduce(BinaryFunction.MULTIPLY::of).orElse(ONE);
    }
}
