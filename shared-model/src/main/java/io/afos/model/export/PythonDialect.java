package io.afos.model.export;

import io.afos.model.lowering.Operation;
import java.util.List;
import java.util.Map;

/**
 * A framework for Python with operators on tensors and functions of a numpy-like module.
 *
 * @param module such as {@code torch}
 * @param names functions that are called otherwise than in numpy, with their module
 */
record PythonDialect(String module, Map<Operation, String> names) implements Dialect {

    static final PythonDialect TORCH = new PythonDialect(
            "torch",
            Map.of(
                    Operation.SOFTPLUS, "torch.nn.functional.softplus",
                    Operation.ATAN, "torch.atan"));

    static final PythonDialect KERAS = new PythonDialect("ops", Map.of());

    static final PythonDialect JAX = new PythonDialect(
            "jnp",
            Map.of(
                    Operation.ERF, "jax.scipy.special.erf",
                    Operation.SIGMOID, "jax.nn.sigmoid",
                    Operation.SOFTPLUS, "jax.nn.softplus"));

    @Override
    public String call(Operation operation, List<String> operands) {
        return switch (operation) {
            case ADD -> infix("+", operands);
            case SUBTRACT -> infix("-", operands);
            case MULTIPLY -> infix("*", operands);
            case DIVIDE -> infix("/", operands);
            case GREATER -> infix(">", operands);
            case NOT_GREATER -> infix("<=", operands);
            case NOT_EQUAL -> infix("!=", operands);
            case NEGATE -> "-" + operands.get(0);
            case MAX -> extreme("maximum", "min", operands);
            case MIN -> extreme("minimum", "max", operands);
            case ABS -> named(operation, "abs", operands);
            case SIGN -> named(operation, "sign", operands);
            case EXP -> named(operation, "exp", operands);
            case LN -> named(operation, "log", operands);
            case SQRT -> named(operation, "sqrt", operands);
            case ERF -> named(operation, "erf", operands);
            case SIGMOID -> named(operation, "sigmoid", operands);
            case TANH -> named(operation, "tanh", operands);
            case SOFTPLUS -> named(operation, "softplus", operands);
            case SIN -> named(operation, "sin", operands);
            case COS -> named(operation, "cos", operands);
            case ATAN -> named(operation, "arctan", operands);
            case SINH -> named(operation, "sinh", operands);
            case COSH -> named(operation, "cosh", operands);
            case WHERE -> named(operation, "where", operands);
        };
    }

    private String named(Operation operation, String usual, List<String> operands) {
        return names.getOrDefault(operation, module + "." + usual) + "(" + String.join(", ", operands) + ")";
    }

    private static String infix(String operator, List<String> operands) {
        return operands.get(0) + " " + operator + " " + operands.get(1);
    }

    /** torch has no maximum of a tensor and a number. */
    private String extreme(String usual, String bound, List<String> operands) {
        boolean withNumber =
                !operands.get(1).startsWith("v") && !operands.get(1).equals("x");
        return this.equals(TORCH) && withNumber
                ? "torch.clamp(%s, %s=%s)".formatted(operands.get(0), bound, operands.get(1))
                : module + "." + usual + "(" + String.join(", ", operands) + ")";
    }

    @Override
    public String number(double number) {
        String text = Double.toString(number);
        return Double.isFinite(number) ? text : "float(\"" + text + "\")";
    }

    @Override
    public String filled(String number) {
        return module + ".full_like(x, " + number + ")";
    }

    @Override
    public String comment(String text) {
        return "# " + text + "\n";
    }

    @Override
    public String assignment(String variable, String expression) {
        return variable + " = " + expression;
    }
}
