package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;
import io.afos.model.lowering.Operation;

/** The engine's native operation for an elementary operation, one pass over memory each. */
interface TensorKernel {

    /** @param overwrite whether the result may overwrite the first operand */
    NDArray apply(NDArray[] operands, boolean overwrite);

    static TensorKernel of(Operation operation) {
        return switch (operation) {
            case ADD -> (a, overwrite) -> overwrite ? a[0].addi(a[1]) : a[0].add(a[1]);
            case SUBTRACT -> (a, overwrite) -> overwrite ? a[0].subi(a[1]) : a[0].sub(a[1]);
            case MULTIPLY -> (a, overwrite) -> overwrite ? a[0].muli(a[1]) : a[0].mul(a[1]);
            case DIVIDE -> (a, overwrite) -> overwrite ? a[0].divi(a[1]) : a[0].div(a[1]);
            case NEGATE -> (a, overwrite) -> overwrite ? a[0].negi() : a[0].neg();
            case MAX -> (a, overwrite) -> a[0].maximum(a[1]);
            case MIN -> (a, overwrite) -> a[0].minimum(a[1]);
            case ABS -> (a, overwrite) -> a[0].abs();
            case SIGN -> (a, overwrite) -> a[0].sign();
            case EXP -> (a, overwrite) -> a[0].exp();
            case LN -> (a, overwrite) -> a[0].log();
            case SQRT -> (a, overwrite) -> a[0].sqrt();
            case ERF -> (a, overwrite) -> a[0].erf();
            case SIGMOID -> (a, overwrite) -> Activation.sigmoid(a[0]);
            case TANH -> (a, overwrite) -> a[0].tanh();
            case SOFTPLUS -> (a, overwrite) -> Activation.softPlus(a[0]);
            case SIN -> (a, overwrite) -> a[0].sin();
            case COS -> (a, overwrite) -> a[0].cos();
            case ATAN -> (a, overwrite) -> a[0].atan();
            case SINH -> (a, overwrite) -> a[0].sinh();
            case COSH -> (a, overwrite) -> a[0].cosh();
            case GREATER -> (a, overwrite) -> a[0].gt(a[1]);
            case NOT_GREATER -> (a, overwrite) -> a[0].lte(a[1]);
            case NOT_EQUAL -> (a, overwrite) -> a[0].neq(a[1]);
            case WHERE -> (a, overwrite) -> NDArrays.where(a[0], a[1], a[2]);
        };
    }
}
