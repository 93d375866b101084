package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.Text.Binding;

/**
 * Writes trees as formulas that {@link ExpressionParser} reads back as the very same tree, with as few brackets as that
 * allows. An operand that begins with a minus is bracketed where it follows an operator: {@code x*(-2)}.
 */
public final class InfixPrinter {

    private static final double EXACT_INTEGERS = 1e15;

    private InfixPrinter() {}

    public static String print(Expression expression) {
        return text(expression).text();
    }

    private static Text text(Expression expression) {
        if (expression instanceof Constant constant) {
            return new Text(number(constant.number()), constant.number() < 0 ? Binding.PREFIX : Binding.ATOM);
        }
        if (expression instanceof Unary unary) {
            return unary(unary);
        }
        if (expression instanceof Binary binary) {
            return binary(binary);
        }
        return Text.atom("x");
    }

    private static Text unary(Unary unary) {
        Text operand = text(unary.operand());
        if (unary.function() != UnaryFunction.NEGATE) {
            return Text.atom(unary.function().symbol() + "(" + operand.text() + ")");
        }
        boolean bare = operand.atLeast(Binding.PREFIX) && !isPlainNumber(unary.operand());
        return new Text("-" + bracketUnless(bare, operand), Binding.PREFIX);
    }

    private static boolean isPlainNumber(Expression expression) {
        return expression instanceof Constant constant && constant.number() >= 0;
    }

    private static Text binary(Binary binary) {
        Power power = Power.of(binary);
        if (power != null) {
            Text base = text(power.base());
            return new Text(bracketUnless(base.atLeast(Binding.ATOM), base) + "^" + power.exponent(), Binding.POWER);
        }
        Text left = text(binary.left());
        Text right = text(binary.right());
        String symbol = binary.function().symbol();
        if (!binary.function().infix()) {
            return Text.atom(symbol + "(" + left.text() + "," + right.text() + ")");
        }
        Binding binding = switch (binary.function()) {
            case MULTIPLY, DIVIDE -> Binding.PRODUCT;
            default -> Binding.SUM;
        };
        return new Text(
                bracketUnless(left.atLeast(binding), left) + symbol + bracketUnless(right.rightOf(binding), right),
                binding);
    }

    private static String bracketUnless(boolean bare, Text operand) {
        return bare ? operand.text() : "(" + operand.text() + ")";
    }

    /** The shortest form that is read back as the same number: no fraction where there is none. */
    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
