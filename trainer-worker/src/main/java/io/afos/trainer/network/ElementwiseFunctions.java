package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Elementwise.Activation;
import io.afos.model.network.Elementwise.Binary;
import io.afos.model.network.Elementwise.Dropout;
import io.afos.model.network.Elementwise.Pointwise;
import io.afos.model.network.Elementwise.Softmax;
import io.afos.model.network.Elementwise.Where;
import io.afos.trainer.activation.LoweredActivation;
import java.util.function.BinaryOperator;

/** What has a result for each element. */
final class ElementwiseFunctions {

    private ElementwiseFunctions() {}

    /** @throws io.afos.model.expression.ExpressionSyntaxException if a formula cannot be read */
    static StepFunction of(Elementwise elementwise, LoweredActivation activation) {
        if (elementwise instanceof Activation) {
            return lowered(activation);
        } else if (elementwise instanceof Pointwise pointwise) {
            return lowered(LoweredActivation.of(ExpressionParser.parse(pointwise.formula())));
        } else if (elementwise instanceof Binary binary) {
            BinaryOperator<NDArray> operator = operator(binary.kind());
            return (operands, pass) -> operator.apply(operands[0], operands[1]);
        } else if (elementwise instanceof Where) {
            return (operands, pass) -> where(operands);
        } else if (elementwise instanceof Dropout dropout) {
            return (operands, pass) -> JniUtils.dropout((PtNDArray) operands[0], dropout.rate(), pass.training());
        } else if (elementwise instanceof Softmax softmax) {
            return (operands, pass) -> operands[0].softmax(softmax.axis());
        }
        throw new IllegalArgumentException("no function for " + elementwise);
    }

    private static StepFunction lowered(LoweredActivation function) {
        return (operands, pass) -> pass.training() ? function.differentiable(operands[0]) : function.value(operands[0]);
    }

    private static BinaryOperator<NDArray> operator(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> NDArray::add;
            case SUBTRACT -> NDArray::sub;
            case MULTIPLY -> NDArray::mul;
            case DIVIDE -> NDArray::div;
            case MAX -> NDArray::maximum;
            case MIN -> NDArray::minimum;
            case POWER -> NDArray::pow;
        };
    }

    private static NDArray where(NDArray[] operands) {
        try (NDArray condition = operands[0].toType(DataType.BOOLEAN, true)) {
            return JniUtils.where((PtNDArray) condition, (PtNDArray) operands[1], (PtNDArray) operands[2]);
        }
    }
}
