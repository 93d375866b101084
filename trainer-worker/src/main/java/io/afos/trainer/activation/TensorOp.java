package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

/** The native operations that programs consist of, one pass over memory each. */
enum TensorOp {
    ADD((a, overwrite) -> overwrite ? a[0].addi(a[1]) : a[0].add(a[1])),
    SUBTRACT((a, overwrite) -> overwrite ? a[0].subi(a[1]) : a[0].sub(a[1])),
    MULTIPLY((a, overwrite) -> overwrite ? a[0].muli(a[1]) : a[0].mul(a[1])),
    DIVIDE((a, overwrite) -> overwrite ? a[0].divi(a[1]) : a[0].div(a[1])),
    NEGATE((a, overwrite) -> overwrite ? a[0].negi() : a[0].neg()),
    MAX((a, overwrite) -> a[0].maximum(a[1])),
    MIN((a, overwrite) -> a[0].minimum(a[1])),
    ABS((a, overwrite) -> a[0].abs()),
    SIGN((a, overwrite) -> a[0].sign()),
    EXP((a, overwrite) -> a[0].exp()),
    LN((a, overwrite) -> a[0].log()),
    SQRT((a, overwrite) -> a[0].sqrt()),
    ERF((a, overwrite) -> a[0].erf()),
    SIGMOID((a, overwrite) -> Activation.sigmoid(a[0])),
    TANH((a, overwrite) -> a[0].tanh()),
    SOFTPLUS((a, overwrite) -> Activation.softPlus(a[0])),
    SIN((a, overwrite) -> a[0].sin()),
    COS((a, overwrite) -> a[0].cos()),
    ATAN((a, overwrite) -> a[0].atan()),
    SINH((a, overwrite) -> a[0].sinh()),
    COSH((a, overwrite) -> a[0].cosh()),
    /** Truth values: whether the first operand is greater than the second. */
    GREATER((a, overwrite) -> a[0].gt(a[1])),
    /** Truth values: whether the first operand is at most the second. */
    NOT_GREATER((a, overwrite) -> a[0].lte(a[1])),
    /** Truth values: whether the operands differ. */
    NOT_EQUAL((a, overwrite) -> a[0].neq(a[1])),
    /** The second operand where the first is true, elsewhere the third. */
    WHERE((a, overwrite) -> NDArrays.where(a[0], a[1], a[2]));

    private final Kernel kernel;

    TensorOp(Kernel kernel) {
        this.kernel = kernel;
    }

    /** @param overwrite whether the first operand is not needed any more, so that its memory may take the result */
    NDArray apply(NDArray[] operands, boolean overwrite) {
        return kernel.apply(operands, overwrite);
    }

    private interface Kernel {
        NDArray apply(NDArray[] operands, boolean overwrite);
    }
}
