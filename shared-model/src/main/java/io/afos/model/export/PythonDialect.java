package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Operation;
import io.afos.model.lowering.Region;
import io.afos.model.lowering.SecondDerivative;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
                    Operation.SOFTPLUS, "_softplus",
                    Operation.SINH, "_sinh",
                    Operation.COSH, "_cosh"));

    static final PythonDialect KERAS = new PythonDialect("ops", Map.of());

    static final PythonDialect JAX = new PythonDialect(
            "jnp",
            Map.of(
                    Operation.ERF, "jax.scipy.special.erf",
                    Operation.SIGMOID, "jax.nn.sigmoid",
                    Operation.SOFTPLUS, "jax.nn.softplus"));

    static final PythonDialect NUMPY = new PythonDialect(
            "np",
            Map.of(
                    Operation.ERF, "_erf",
                    Operation.SIGMOID, "_sigmoid",
                    Operation.SOFTPLUS, "_softplus"));

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
            case WHERE -> where(operands);
        };
    }

    private String where(List<String> operands) {
        String condition = operands.get(0);
        boolean yes = isTensor(operands.get(1));
        boolean no = isTensor(operands.get(2));
        if (!this.equals(TORCH) || yes && no) {
            return named(Operation.WHERE, "where", operands);
        }
        return yes || !no
                ? String.format(
                        Locale.ROOT,
                        "_where(%s, %s, %s)",
                        condition,
                        yes ? operands.get(1) : filled(operands.get(1)),
                        operands.get(2))
                : String.format(Locale.ROOT, "_where(~%s, %s, %s)", condition, operands.get(2), operands.get(1));
    }

    private static boolean isTensor(String operand) {
        return operand.startsWith("v") || operand.equals("x");
    }

    private String named(Operation operation, String usual, List<String> operands) {
        return names.getOrDefault(operation, module + "." + usual) + "(" + String.join(", ", operands) + ")";
    }

    private static String infix(String operator, List<String> operands) {
        return operands.get(0) + " " + operator + " " + operands.get(1);
    }

    /** torch has no maximum of a tensor and a number. */
    private String extreme(String usual, String bound, List<String> operands) {
        return this.equals(TORCH) && !isTensor(operands.get(1))
                ? String.format(Locale.ROOT, "torch.clamp(%s, %s=%s)", operands.get(0), bound, operands.get(1))
                : module + "." + usual + "(" + String.join(", ", operands) + ")";
    }

    @Override
    public String number(double number) {
        String text = Double.toString(number);
        return Double.isFinite(number) ? text : "float(\"" + text.replace("Infinity", "inf") + "\")";
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

    /** Whether {@code x} is outside of a region that is neither empty nor everywhere; NaN is not. */
    String outside(Region region) {
        return outside("x", region);
    }

    String outside(String x, Region region) {
        var conditions = new ArrayList<String>();
        if (region.least() > Double.NEGATIVE_INFINITY) {
            conditions.add(String.format(Locale.ROOT, "(%s < %s)", x, number(region.least())));
        }
        if (region.greatest() < Double.POSITIVE_INFINITY) {
            conditions.add(String.format(Locale.ROOT, "(%s > %s)", x, number(region.greatest())));
        }
        if (region.hasHole()) {
            conditions.add(String.format(
                    Locale.ROOT, "(%1$s > %2$s) & (%1$s < %3$s)", x, number(region.below()), number(region.above())));
        }
        return String.join(" | ", conditions);
    }

    /** A function {@code _second(x)}: the second derivative, NaN where it is not right. */
    String second(String name, Optional<SecondDerivative> derivative) {
        return "def _second(x):\n"
                + derivative
                        .filter(second -> !second.inFloat().isEmpty())
                        .map(this::second)
                        .orElse(String.format(
                                Locale.ROOT,
                                "    raise NotImplementedError(\"%s has no second derivative here\")",
                                name));
    }

    private String second(SecondDerivative second) {
        String statements = statements(second.program(), "    ", "second");
        return second.inFloat().equals(Region.EVERYWHERE)
                ? statements + "\n    return second"
                : statements
                        + String.format(
                                Locale.ROOT,
                                "\n    return %s.where(%s, float(\"nan\"), second)",
                                module,
                                outside(second.inFloat()));
    }

    /** A function {@code _safe(x)} that is right at every input, or nothing where plain arithmetic is. */
    String safe(Lowering lowering) {
        return lowering.ordinary().equals(Region.EVERYWHERE)
                ? ""
                : String.format(Locale.ROOT, """


                def _safe(x):
                    # outside of ordinary inputs, sign and logarithm of each number go on
                %s
                    return value, slope
                """, statements(lowering.safe(), "    ", "value", "slope"));
    }
}
