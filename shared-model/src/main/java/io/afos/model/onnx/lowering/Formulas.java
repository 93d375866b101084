package io.afos.model.onnx.lowering;

import io.afos.model.onnx.file.Node;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Operators of one input as formulas in x. */
final class Formulas {

    private static final String GELU = "0.5*x*(1+erf(x*0.7071067811865476))";
    private static final String GELU_TANH = "0.5*x*(1+tanh(0.7978845608028654*(x+0.044715*x^3)))";

    private Formulas() {}

    /** The formula of a node; {@code null} if it has none. Bounds are those of Clip. */
    static @Nullable String of(Node node, OptionalDouble least, OptionalDouble most) {
        return switch (node.operator()) {
            case "Relu" -> "max(x,0)";
            case "LeakyRelu" -> "max(x,0)+" + number(node.real("alpha", 0.01)) + "*min(x,0)";
            case "ThresholdedRelu" -> "x*step(x-" + number(node.real("alpha", 1)) + ")";
            case "Elu" -> elu(number(node.real("alpha", 1)), "1");
            case "Celu" -> elu(number(node.real("alpha", 1)), number(node.real("alpha", 1)));
            case "Selu" ->
                number(node.real("gamma", 1.05070102214813232421875)) + "*("
                        + elu(number(node.real("alpha", 1.67326319217681884765625)), "1") + ")";
            case "HardSwish" -> "x*min(max(x+3,0),6)/6";
            case "HardSigmoid" ->
                "min(max(" + number(node.real("alpha", 0.2)) + "*x+" + number(node.real("beta", 0.5)) + ",0),1)";
            case "Softplus" -> "softplus(x)";
            case "Softsign" -> "x/(1+abs(x))";
            case "Sigmoid" -> "sigmoid(x)";
            case "Swish" -> "x*sigmoid(" + number(node.real("alpha", 1)) + "*x)";
            case "Tanh" -> "tanh(x)";
            case "Gelu" -> node.text("approximate", "none").equals("tanh") ? GELU_TANH : GELU;
            case "Mish" -> "x*tanh(softplus(x))";
            case "Clip" -> clip(least, most);
            case "Erf" -> "erf(x)";
            case "Exp" -> "exp(x)";
            case "Log" -> "ln(x)";
            case "Sqrt" -> "sqrt(x)";
            case "Abs" -> "abs(x)";
            case "Neg" -> "-x";
            case "Reciprocal" -> "1/x";
            case "Sign" -> "sign(x)";
            case "Sin" -> "sin(x)";
            case "Cos" -> "cos(x)";
            case "Atan" -> "atan(x)";
            case "Sinh" -> "sinh(x)";
            case "Cosh" -> "cosh(x)";
            default -> null;
        };
    }

    private static String elu(String alpha, String divisor) {
        return "max(x,0)+" + alpha + "*(exp(min(x,0)/" + divisor + ")-1)";
    }

    private static String clip(OptionalDouble least, OptionalDouble most) {
        String clipped = least.isPresent() ? "max(x," + number(least.getAsDouble()) + ")" : "x";
        return most.isPresent() ? "min(" + clipped + "," + number(most.getAsDouble()) + ")" : clipped;
    }

    private static String number(double number) {
        String plain = new BigDecimal(Double.isFinite(number) ? number : 0).toPlainString();
        return number < 0 ? "(" + plain + ")" : plain;
    }
}
