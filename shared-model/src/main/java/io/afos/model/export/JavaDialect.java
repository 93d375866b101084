package io.afos.model.export;

import io.afos.model.lowering.Operation;
import java.util.List;
import java.util.Locale;

/** DJL: methods of its tensors. */
final class JavaDialect implements Dialect {

    @Override
    public String call(Operation operation, List<String> operands) {
        String first = operands.get(0);
        String rest = String.join(", ", operands.subList(1, operands.size()));
        return switch (operation) {
            case ADD -> method("add", first, rest);
            case SUBTRACT -> method("sub", tensor(first), rest);
            case MULTIPLY -> method("mul", first, rest);
            case DIVIDE -> method("div", tensor(first), rest);
            case NEGATE -> method("neg", first, rest);
            case MAX -> method("maximum", first, rest);
            case MIN -> method("minimum", first, rest);
            case ABS -> method("abs", first, rest);
            case SIGN -> method("sign", first, rest);
            case EXP -> method("exp", first, rest);
            case LN -> method("log", first, rest);
            case SQRT -> method("sqrt", first, rest);
            case ERF -> method("erf", first, rest);
            case TANH -> method("tanh", first, rest);
            case SIN -> method("sin", first, rest);
            case COS -> method("cos", first, rest);
            case ATAN -> method("atan", first, rest);
            case SINH -> method("sinh", first, rest);
            case COSH -> method("cosh", first, rest);
            case GREATER -> method("gt", tensor(first), rest);
            case NOT_GREATER -> method("lte", tensor(first), rest);
            case NOT_EQUAL -> method("neq", tensor(first), rest);
            case SIGMOID -> "Activation.sigmoid(" + first + ")";
            case SOFTPLUS -> "Activation.softPlus(" + first + ")";
            case WHERE ->
                String.format(
                        Locale.ROOT,
                        "NDArrays.where(%s, %s, %s)",
                        first,
                        wholeTensor(operands.get(1)),
                        tensor(operands.get(2)));
        };
    }

    private static String method(String name, String tensor, String operands) {
        return tensor + "." + name + "(" + operands + ")";
    }

    private static String tensor(String operand) {
        return isTensor(operand) ? operand : "number(x, " + operand + ")";
    }

    /** DJL's where does not broadcast its first choice. */
    private String wholeTensor(String operand) {
        return isTensor(operand) ? operand : filled(operand);
    }

    private static boolean isTensor(String operand) {
        return operand.startsWith("v") || operand.equals("x");
    }

    @Override
    public String number(double number) {
        if (Double.isNaN(number)) {
            return "Double.NaN";
        }
        return Double.isInfinite(number)
                ? "Double." + (number > 0 ? "POSITIVE" : "NEGATIVE") + "_INFINITY"
                : Double.toString(number);
    }

    @Override
    public String filled(String number) {
        return "number(x, " + number + ").broadcast(x.getShape())";
    }

    @Override
    public String comment(String text) {
        return "// " + text + "\n";
    }

    @Override
    public String assignment(String variable, String expression) {
        return "NDArray " + variable + " = " + expression + ";";
    }
}
