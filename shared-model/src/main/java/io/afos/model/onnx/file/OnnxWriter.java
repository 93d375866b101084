package io.afos.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** Writes graphs as ONNX files in which weights have shapes, but no values. Equal graphs are written as equal bytes. */
public final class OnnxWriter {

    static final String REPLACED = "replaced";
    static final String KEPT = "kept";

    private static final int IR_VERSION = 8;

    private final Graph graph;
    private final UnaryOperator<String> names;
    private final UnaryOperator<String> nodeNames;

    private OnnxWriter(Graph graph, UnaryOperator<String> names, UnaryOperator<String> nodeNames) {
        this.graph = graph;
        this.names = names;
        this.nodeNames = nodeNames;
    }

    /** The graph with its names. */
    public static byte[] write(Graph graph) {
        return new OnnxWriter(graph, name -> name, name -> name).model();
    }

    /** What the graph computes: names are numbers in the order of their use, and who wrote it is left out. */
    public static byte[] writeNameless(Graph graph) {
        Map<String, String> numbers = new HashMap<>(Map.of("", ""));
        var nameless = new Graph(
                "",
                graph.opset(),
                graph.image(),
                graph.nodes(),
                graph.tensors(),
                graph.output(),
                List.of(),
                graph.choices());
        return new OnnxWriter(
                        nameless,
                        name -> numbers.computeIfAbsent(name, n -> Integer.toString(numbers.size())),
                        name -> "")
                .model();
    }

    private byte[] model() {
        var written = GraphProto.newBuilder().setName("network").addInput(value(graph.image()));
        Set<String> tensors = new HashSet<>();
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                Tensor tensor = graph.tensors().get(input);
                if (tensor != null && tensors.add(input)) {
                    written.addInitializer(tensor(names.apply(input), tensor));
                }
            }
            written.addNode(node(node));
        }
        written.addOutput(ValueInfoProto.newBuilder().setName(names.apply(graph.output())));
        graph.otherOutputs()
                .forEach(other -> written.addOutput(ValueInfoProto.newBuilder().setName(other)));
        var model = ModelProto.newBuilder();
        graph.choices().replaced().stream().map(names).sorted().forEach(name -> choice(model, name, REPLACED));
        graph.choices().kept().stream().map(names).sorted().forEach(name -> choice(model, name, KEPT));
        return model.setIrVersion(IR_VERSION)
                .setProducerName(graph.producer())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(graph.opset()))
                .setGraph(written)
                .build()
                .toByteArray();
    }

    private static void choice(ModelProto.Builder model, String value, String choice) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(value).setValue(choice));
    }

    private ValueInfoProto value(Graph.Input input) {
        var shape = TensorShapeProto.newBuilder();
        for (long extent : input.shape()) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(extent < 0 ? dimension : dimension.setDimValue(extent));
        }
        return ValueInfoProto.newBuilder()
                .setName(names.apply(input.name()))
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    private NodeProto node(Node node) {
        var written =
                NodeProto.newBuilder().setName(nodeNames.apply(node.name())).setOpType(node.operator());
        node.inputs().forEach(input -> written.addInput(names.apply(input)));
        node.outputs().forEach(output -> written.addOutput(names.apply(output)));
        new TreeMap<>(node.attributes()).forEach((name, value) -> written.addAttribute(attribute(name, value)));
        return written.build();
    }

    private static AttributeProto attribute(String name, Attribute value) {
        var written = AttributeProto.newBuilder().setName(name);
        if (value instanceof Attribute.Whole whole) {
            written.setType(AttributeProto.AttributeType.INT).setI(whole.value());
        } else if (value instanceof Attribute.Real real) {
            written.setType(AttributeProto.AttributeType.FLOAT).setF((float) real.value());
        } else if (value instanceof Attribute.Text text) {
            written.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text.value()));
        } else if (value instanceof Attribute.Wholes wholes) {
            written.setType(AttributeProto.AttributeType.INTS).addAllInts(wholes.values());
        } else if (value instanceof Attribute.Reals reals) {
            written.setType(AttributeProto.AttributeType.FLOATS);
            reals.values().forEach(number -> written.addFloats(number.floatValue()));
        } else if (value instanceof Attribute.OfTensor tensor) {
            written.setType(AttributeProto.AttributeType.TENSOR).setT(tensor("", tensor.value()));
        }
        return written.build();
    }

    private static TensorProto tensor(String name, Tensor tensor) {
        var written = TensorProto.newBuilder().setName(name).addAllDims(tensor.shape());
        if (!tensor.hasValues()) {
            return written.setDataType(tensor.type().code()).build();
        }
        DoubleStream values = DoubleStream.of(tensor.values());
        if (tensor.type().isReal()) {
            written.setDataType(ElementType.DOUBLE.code());
            values.forEach(written::addDoubleData);
        } else {
            written.setDataType(ElementType.INT64.code());
            values.forEach(value -> written.addInt64Data((long) value));
        }
        return written.build();
    }
}
