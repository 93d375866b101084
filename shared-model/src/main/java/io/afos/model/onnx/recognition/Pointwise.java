package io.afos.model.onnx.recognition;

import io.afos.model.expression.UnaryFunction;
import io.afos.model.onnx.file.Node;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/** Operators that treat each element of a tensor alike, as functions of numbers. */
public final class Pointwise {

    /** Operators that exist to be activation functions. */
    static final Set<String> ACTIVATIONS = Set.of(
            "Relu",
            "LeakyRelu",
            "PRelu",
            "ThresholdedRelu",
            "Elu",
            "Selu",
            "Celu",
            "HardSwish",
            "HardSigmoid",
            "Softplus",
            "Softsign",
            "Sigmoid",
            "Tanh",
            "Gelu",
            "Mish",
            "Swish");

    private static final Set<String> ARITHMETIC = Set.of(
            "Clip",
            "Erf",
            "Exp",
            "Log",
            "Sqrt",
            "Abs",
            "Neg",
            "Reciprocal",
            "Sign",
            "Sin",
            "Cos",
            "Atan",
            "Sinh",
            "Cosh",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Max",
            "Min",
            "Sum",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "Not",
            "And",
            "Or",
            "IsNaN",
            "Where");

    private static final Set<String> BINARY = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "PRelu",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "And",
            "Or");

    private Pointwise() {}

    /** Whether the node is of such an operator and has as many inputs as that needs. */
    public static boolean is(Node node) {
        return node.outputs().size() == 1
                && (ACTIVATIONS.contains(node.operator()) || ARITHMETIC.contains(node.operator()))
                && node.inputs().size() >= arity(node);
    }

    private static int arity(Node node) {
        if (node.is("Where")) {
            return 3;
        }
        return BINARY.contains(node.operator()) ? 2 : 1;
    }

    /** Whether the operator tells true, 1, or false, 0. */
    public static boolean isTruth(Node node) {
        return node.is("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "And", "Or", "IsNaN");
    }

    /**
     * The value of the node's operator at these numbers, one for each of its inputs; NaN for an input that is not given. The slope
     * of PRelu, a weight, is then where it starts, 0.25.
     */
    public static double value(Node node, double[] in) {
        double x = in[0];
        return switch (node.operator()) {
            case "Add" -> x + in[1];
            case "Sub" -> x - in[1];
            case "Mul" -> x * in[1];
            case "Div" -> x / in[1];
            case "Pow" -> Math.pow(x, in[1]);
            case "Max" -> fold(in, Math::max);
            case "Min" -> fold(in, Math::min);
            case "Sum" -> fold(in, Double::sum);
            case "Equal" -> truth(x == in[1]);
            case "Greater" -> truth(x > in[1]);
            case "GreaterOrEqual" -> truth(x >= in[1]);
            case "Less" -> truth(x < in[1]);
            case "LessOrEqual" -> truth(x <= in[1]);
            case "And" -> truth(x != 0 && in[1] != 0);
            case "Or" -> truth(x != 0 || in[1] != 0);
            case "Not" -> truth(x == 0);
            case "IsNaN" -> truth(Double.isNaN(x));
            case "Where" -> x != 0 ? in[1] : in[2];
            default -> unary(node, x, in);
        };
    }

    private static double unary(Node node, double x, double[] in) {
        return switch (node.operator()) {
            case "Relu" -> Math.max(x, 0);
            case "LeakyRelu" -> x < 0 ? node.real("alpha", 0.01) * x : x;
            case "PRelu" -> x < 0 ? (Double.isNaN(in[1]) ? 0.25 : in[1]) * x : x;
            case "ThresholdedRelu" -> x > node.real("alpha", 1) ? x : 0;
            case "Elu" -> x < 0 ? node.real("alpha", 1) * Math.expm1(x) : x;
            case "Celu" -> Math.max(x, 0) + Math.min(0, celu(x, node.real("alpha", 1)));
            case "Selu" -> selu(node, x);
            case "HardSwish" -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
            case "HardSigmoid" -> Math.max(0, Math.min(1, node.real("alpha", 0.2) * x + node.real("beta", 0.5)));
            case "Softplus" -> UnaryFunction.SOFTPLUS.applyAsDouble(x);
            case "Softsign" -> x / (1 + Math.abs(x));
            case "Sigmoid" -> UnaryFunction.SIGMOID.applyAsDouble(x);
            case "Swish" -> x * UnaryFunction.SIGMOID.applyAsDouble(node.real("alpha", 1) * x);
            case "Tanh" -> Math.tanh(x);
            case "Gelu" -> gelu(x, node.text("approximate", "none").equals("tanh"));
            case "Mish" -> x * Math.tanh(UnaryFunction.SOFTPLUS.applyAsDouble(x));
            case "Clip" -> clip(node, x, in);
            case "Erf" -> UnaryFunction.ERF.applyAsDouble(x);
            case "Exp" -> Math.exp(x);
            case "Log" -> Math.log(x);
            case "Sqrt" -> Math.sqrt(x);
            case "Abs" -> Math.abs(x);
            case "Neg" -> -x;
            case "Reciprocal" -> 1 / x;
            case "Sign" -> Math.signum(x);
            case "Sin" -> Math.sin(x);
            case "Cos" -> Math.cos(x);
            case "Atan" -> Math.atan(x);
            case "Sinh" -> Math.sinh(x);
            case "Cosh" -> Math.cosh(x);
            default -> throw new IllegalArgumentException(node.operator() + " is not pointwise");
        };
    }

    private static double clip(Node node, double x, double[] in) {
        double least = in.length > 1 && !Double.isNaN(in[1]) ? in[1] : node.real("min", Double.NEGATIVE_INFINITY);
        double most = in.length > 2 && !Double.isNaN(in[2]) ? in[2] : node.real("max", Double.POSITIVE_INFINITY);
        return Math.min(Math.max(x, least), most);
    }

    private static double celu(double x, double alpha) {
        return alpha * Math.expm1(x / alpha);
    }

    private static double selu(Node node, double x) {
        double gamma = node.real("gamma", 1.05070102214813232421875);
        return x > 0 ? gamma * x : gamma * node.real("alpha", 1.67326319217681884765625) * Math.expm1(x);
    }

    private static double gelu(double x, boolean tanh) {
        return tanh
                ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
                : 0.5 * x * (1 + UnaryFunction.ERF.applyAsDouble(x / Math.sqrt(2)));
    }

    private static double fold(double[] in, DoubleBinaryOperator operator) {
        return DoubleStream.of(in).reduce(operator).orElse(Double.NaN);
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
