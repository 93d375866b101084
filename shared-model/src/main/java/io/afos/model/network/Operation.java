package io.afos.model.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a step computes of earlier ones. Semantics are those of the ONNX operator of the same name, in float32. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Source.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Source.Parameter.class, name = "parameter"),
    @JsonSubTypes.Type(value = Source.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Layer.Convolution.class, name = "convolution"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.MatMul.class, name = "matmul"),
    @JsonSubTypes.Type(value = Layer.BatchNormalization.class, name = "batchnorm"),
    @JsonSubTypes.Type(value = Layer.LayerNormalization.class, name = "layernorm"),
    @JsonSubTypes.Type(value = Layer.LocalResponseNormalization.class, name = "lrn"),
    @JsonSubTypes.Type(value = Pooling.Max.class, name = "maxpool"),
    @JsonSubTypes.Type(value = Pooling.Average.class, name = "averagepool"),
    @JsonSubTypes.Type(value = Pooling.Reduce.class, name = "reduce"),
    @JsonSubTypes.Type(value = Elementwise.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Elementwise.Pointwise.class, name = "pointwise"),
    @JsonSubTypes.Type(value = Elementwise.Binary.class, name = "binary"),
    @JsonSubTypes.Type(value = Elementwise.Where.class, name = "where"),
    @JsonSubTypes.Type(value = Elementwise.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Elementwise.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = Arrangement.Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Arrangement.Slice.class, name = "slice"),
    @JsonSubTypes.Type(value = Arrangement.Reshape.class, name = "reshape"),
    @JsonSubTypes.Type(value = Arrangement.Transpose.class, name = "transpose"),
    @JsonSubTypes.Type(value = Arrangement.Pad.class, name = "pad"),
    @JsonSubTypes.Type(value = Arrangement.Expand.class, name = "expand"),
    @JsonSubTypes.Type(value = Arrangement.Gather.class, name = "gather")
})
public sealed interface Operation permits Source, Layer, Pooling, Elementwise, Arrangement {

    /**
     * The shape of the result.
     *
     * @throws NetworkException if the operation is not defined for inputs of these shapes
     */
    Extents shape(List<Extents> inputs);

    /** Multiplications with an addition for each image, of which convolutions and matrix products have some. */
    default long multiplyAdds(List<Extents> inputs) {
        return 0;
    }

    /** A product of positive numbers; what a long cannot hold is refused. */
    static long product(long a, long b) {
        require(a <= Long.MAX_VALUE / b, "takes more multiplications than can be counted");
        return a * b;
    }

    /** @throws NetworkException if there are fewer inputs than {@code least} or more than {@code most} */
    static void requireInputs(List<Extents> inputs, int least, int most) {
        if (inputs.size() < least || inputs.size() > most) {
            throw new NetworkException(
                    "has " + inputs.size() + " inputs, but takes " + least + (least == most ? "" : " to " + most));
        }
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new NetworkException(problem);
        }
    }
}
