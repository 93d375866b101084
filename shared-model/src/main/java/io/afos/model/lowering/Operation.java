package io.afos.model.lowering;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.UnaryFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The elementary operations that programs consist of. Truth values are 1 and 0 here, and booleans on tensors. */
public enum Operation {
    ADD(BinaryFunction.ADD),
    SUBTRACT(BinaryFunction.SUBTRACT),
    MULTIPLY(BinaryFunction.MULTIPLY),
    DIVIDE(BinaryFunction.DIVIDE),
    NEGATE(UnaryFunction.NEGATE),
    MAX(BinaryFunction.MAX),
    MIN(BinaryFunction.MIN),
    ABS(UnaryFunction.ABS),
    SIGN(UnaryFunction.SIGN),
    EXP(UnaryFunction.EXP),
    LN(UnaryFunction.LN),
    SQRT(UnaryFunction.SQRT),
    ERF(UnaryFunction.ERF),
    SIGMOID(UnaryFunction.SIGMOID),
    TANH(UnaryFunction.TANH),
    SOFTPLUS(UnaryFunction.SOFTPLUS),
    SIN(UnaryFunction.SIN),
    COS(UnaryFunction.COS),
    ATAN(UnaryFunction.ATAN),
    SINH(UnaryFunction.SINH),
    COSH(UnaryFunction.COSH),
    /** Whether the first operand is greater than the second. */
    GREATER((a, b) -> a > b ? 1 : 0),
    /** Whether the first operand is at most the second. */
    NOT_GREATER((a, b) -> a <= b ? 1 : 0),
    /** Whether the operands differ. */
    NOT_EQUAL((a, b) -> a != b ? 1 : 0),
    /** The second operand where the first is true, elsewhere the third. */
    WHERE((Kernel) (a, results) -> {
        for (int i = 0; i < results.length; i++) {
            results[i] = a[0][i] != 0 ? a[1][i] : a[2][i];
        }
    });

    private final Kernel kernel;

    Operation(DoubleUnaryOperator function) {
        this((Kernel) (operands, results) -> {
            double[] only = operands[0];
            for (int i = 0; i < results.length; i++) {
                results[i] = function.applyAsDouble(only[i]);
            }
        });
    }

    Operation(DoubleBinaryOperator function) {
        this((Kernel) (operands, results) -> {
            double[] left = operands[0];
            double[] right = operands[1];
            for (int i = 0; i < results.length; i++) {
                results[i] = function.applyAsDouble(left[i], right[i]);
            }
        });
    }

    Operation(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * The operation that is a function of one operand.
     *
     * @throws IllegalArgumentException if that function takes several operations
     */
    static Operation of(UnaryFunction function) {
        return valueOf(function.name());
    }

    /** Elementwise on operands of equal length. */
    double[] apply(double[]... operands) {
        double[] results = new double[operands[0].length];
        kernel.apply(operands, results);
        return results;
    }

    private interface Kernel {
        void apply(double[][] operands, double[] results);
    }
}
