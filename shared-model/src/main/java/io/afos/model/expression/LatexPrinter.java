package io.afos.model.expression;

import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.Text.Binding;

/** Writes trees as LaTeX for math mode, with commands that plain LaTeX, MathJax and KaTeX know. */
public final class LatexPrinter {

    private LatexPrinter() {}

    public static String print(Expression expression) {
        return text(expression).text();
    }

    private static Text text(Expression expression) {
        if (expression instanceof Constant constant) {
            return number(constant.number());
        }
        if (expression instanceof Unary unary) {
            return unary(unary.function(), text(unary.operand()));
        }
        if (expression instanceof Binary binary) {
            return binary(binary);
        }
        return Text.atom("x");
    }

    private static Text number(double number) {
        String text = InfixPrinter.number(number);
        int exponent = text.indexOf('E');
        if (exponent >= 0) {
            return new Text(
                    text.substring(0, exponent) + " \\cdot 10^{" + text.substring(exponent + 1) + "}", Binding.PRODUCT);
        }
        return new Text(text, number < 0 ? Binding.PREFIX : Binding.ATOM);
    }

    private static Text unary(UnaryFunction function, Text operand) {
        return switch (function) {
            case NEGATE -> new Text("-" + bracketUnless(operand.rightOf(Binding.PRODUCT), operand), Binding.PREFIX);
            case ABS -> Text.atom("\\left|" + operand.text() + "\\right|");
            case EXP -> new Text("e^{" + operand.text() + "}", Binding.POWER);
            case SQRT -> Text.atom("\\sqrt{" + operand.text() + "}");
            case SIGMOID -> call("\\sigma", operand);
            case LN -> call("\\ln", operand);
            case TANH -> call("\\tanh", operand);
            case SIN -> call("\\sin", operand);
            case COS -> call("\\cos", operand);
            case ATAN -> call("\\arctan", operand);
            case SINH -> call("\\sinh", operand);
            case COSH -> call("\\cosh", operand);
            case ASINH -> call("\\operatorname{arsinh}", operand);
            case ATANH -> call("\\operatorname{artanh}", operand);
            case SIGN -> call("\\operatorname{sgn}", operand);
            case STEP -> Text.atom("\\left[" + operand.text() + " > 0\\right]");
            default -> call("\\operatorname{" + function.symbol() + "}", operand);
        };
    }

    private static Text binary(Binary binary) {
        Power power = Power.of(binary);
        if (power != null) {
            Text base = text(power.base());
            return new Text(
                    bracketUnless(base.atLeast(Binding.ATOM), base) + "^{" + power.exponent() + "}", Binding.POWER);
        }
        Text left = text(binary.left());
        Text right = text(binary.right());
        return switch (binary.function()) {
            case ADD -> infix(left, " + ", right, Binding.SUM);
            case SUBTRACT -> infix(left, " - ", right, Binding.SUM);
            case MULTIPLY -> infix(left, " \\cdot ", right, Binding.PRODUCT);
            case DIVIDE -> new Text("\\frac{" + left.text() + "}{" + right.text() + "}", Binding.POWER);
            case MAX -> call("\\max", new Text(left.text() + ", " + right.text(), Binding.SUM));
            case MIN -> call("\\min", new Text(left.text() + ", " + right.text(), Binding.SUM));
        };
    }

    private static Text infix(Text left, String operator, Text right, Binding binding) {
        return new Text(
                bracketUnless(left.atLeast(binding), left) + operator + bracketUnless(right.rightOf(binding), right),
                binding);
    }

    private static Text call(String name, Text operands) {
        return Text.atom(name + "\\left(" + operands.text() + "\\right)");
    }

    private static String bracketUnless(boolean bare, Text operand) {
        return bare ? operand.text() : "\\left(" + operand.text() + "\\right)";
    }
}
