package io.afos.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Builds ONNX files for tests, as exporters write them. */
final class OnnxFile {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private long opset = 16;
    private int count;

    /** A file whose input {@code image} has this shape; -1 leaves an extent open. */
    static OnnxFile ofImages(long... shape) {
        var file = new OnnxFile();
        file.graph.addInput(value("image", shape));
        return file;
    }

    OnnxFile opset(long version) {
        opset = version;
        return this;
    }

    /** Adds a node with the attributes key, value, key, value, ... and gives the name of its output. */
    String node(String operator, List<String> inputs, Object... attributes) {
        String output = operator + "_" + count++;
        var node = NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output);
        for (int i = 0; i < attributes.length; i += 2) {
            node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.addNode(node);
        return output;
    }

    OnnxFile add(NodeProto.Builder node) {
        graph.addNode(node);
        return this;
    }

    /** A weight of ones. */
    String weight(String name, long... shape) {
        int size = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(1)
                .addAllDims(LongStream.of(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(new byte[4 * size])));
        return name;
    }

    OnnxFile initializer(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** A number, as exporters write it: a node. */
    String number(double number) {
        return node(
                "Constant",
                List.of(),
                "value",
                TensorProto.newBuilder()
                        .setDataType(1)
                        .addFloatData((float) number)
                        .build());
    }

    /** A vector of whole numbers. */
    String wholes(long... numbers) {
        return node(
                "Constant",
                List.of(),
                "value",
                TensorProto.newBuilder()
                        .setDataType(7)
                        .addDims(numbers.length)
                        .addAllInt64Data(LongStream.of(numbers).boxed().toList())
                        .build());
    }

    /** A whole number without dimensions. */
    String whole(long number) {
        return node(
                "Constant",
                List.of(),
                "value",
                TensorProto.newBuilder().setDataType(7).addInt64Data(number).build());
    }

    /** A convolution 3x3 that keeps the size. */
    String convolution(String input, long inputs, long outputs) {
        String weight = weight("conv" + count + ".weight", outputs, inputs, 3, 3);
        return node("Conv", List.of(input, weight), "kernel_shape", new long[] {3, 3}, "pads", new long[] {1, 1, 1, 1});
    }

    /** Global pooling and a linear layer for ten classes. */
    String head(String input, long channels) {
        String pooled = node("GlobalAveragePool", List.of(input));
        String flat = node("Flatten", List.of(pooled), "axis", 1L);
        return node("Gemm", List.of(flat, weight("fc.weight", 10, channels), weight("fc.bias", 10)), "transB", 1L);
    }

    ModelProto model(String output) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph.clone().addOutput(value(output, -1, 10)))
                .build();
    }

    OnnxNetwork network(String output) {
        return read(model(output).toByteArray());
    }

    static OnnxNetwork read(byte[] file) {
        try {
            return OnnxNetwork.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The places of a network: what is replaced by kind, and what stays by kind and reason. */
    static Map<String, String> places(OnnxNetwork network) {
        NetworkDescription description = network.describe();
        var places = new TreeMap<String, String>();
        description.activations().forEach(place -> places.put(place.kind(), "replaced"));
        description.kept().forEach(place -> places.put(place.kind(), place.reason()));
        return places;
    }

    static AttributeProto attribute(String name, Object value) {
        var attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            attribute.setType(AttributeType.INT).setI(number);
        } else if (value instanceof Double number) {
            attribute.setType(AttributeType.FLOAT).setF(number.floatValue());
        } else if (value instanceof String text) {
            attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof long[] numbers) {
            attribute
                    .setType(AttributeType.INTS)
                    .addAllInts(Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof TensorProto tensor) {
            attribute.setType(AttributeType.TENSOR).setT(tensor);
        } else if (value instanceof GraphProto inner) {
            attribute.setType(AttributeType.GRAPH).setG(inner);
        }
        return attribute.build();
    }

    static ValueInfoProto value(String name, long... shape) {
        var dimensions = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(extent < 0 ? dimension.setDimParam("n") : dimension.setDimValue(extent));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(dimensions)))
                .build();
    }
}
