package io.afos.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils ONNX files at random: their bytes, or their nodes and tensors. */
final class Mutations {

    private static final long[] STRANGE = {
        0, 1, -1, 2, 3, 7, -7, 64, 1_000_003, 2_000_006, 1L << 31, -(1L << 31), Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
    };
    private static final List<String> OPERATORS = List.of(
            "Add",
            "Concat",
            "Reshape",
            "Relu",
            "Gemm",
            "MatMul",
            "Conv",
            "Slice",
            "Split",
            "Transpose",
            "Gather",
            "Shape",
            "ConstantOfShape",
            "Range",
            "Expand",
            "ScatterND",
            "Pad",
            "Tile",
            "Where",
            "Mod",
            "Softmax",
            "Dropout",
            "Clip",
            "AveragePool",
            "BatchNormalization",
            "LayerNormalization",
            "InstanceNormalization",
            "Unsqueeze",
            "Squeeze",
            "Flatten",
            "ReduceMean",
            "Identity",
            "Constant",
            "LRN",
            "Cast",
            "Pow",
            "Loop",
            "Erf",
            "PRelu",
            "Size",
            "Sum");

    private final Random random;
    private final List<byte[]> files;

    Mutations(long seed, List<byte[]> files) {
        this.random = new Random(seed);
        this.files = files;
    }

    /** One of the files with some faults. */
    byte[] next() {
        byte[] file = files.get(random.nextInt(files.size()));
        int faults = 1 + random.nextInt(4);
        boolean structure = random.nextInt(3) > 0;
        for (int i = 0; i < faults; i++) {
            file = structure ? withFaultyStructure(file) : withFaultyBytes(file);
        }
        return file;
    }

    private byte[] withFaultyBytes(byte[] file) {
        if (file.length == 0) {
            return file;
        }
        int at = random.nextInt(file.length);
        int length = Math.min(1 + random.nextInt(200), file.length - at);
        byte[] changed = file.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(file, at);
            default -> System.arraycopy(file, at, changed, random.nextInt(file.length - length + 1), length);
        }
        return changed;
    }

    private byte[] withFaultyStructure(byte[] file) {
        try {
            var model = ModelProto.parseFrom(file).toBuilder();
            GraphProto.Builder graph = model.getGraphBuilder();
            if (graph.getNodeCount() > 0) {
                int at = random.nextInt(graph.getNodeCount());
                NodeProto.Builder node = graph.getNodeBuilder(at);
                switch (random.nextInt(9)) {
                    case 0 -> graph.removeNode(at);
                    case 1 -> node.setOpType(any(OPERATORS));
                    case 2 -> rewire(graph, node);
                    case 3 -> graph.addNode(random.nextInt(graph.getNodeCount()), node.build());
                    case 4 -> attribute(node);
                    case 5 -> node.clearInput();
                    case 6 -> node.addInput(anyValue(graph));
                    case 7 -> tensor(graph);
                    default -> graph.getOutputBuilder(0).setName(anyValue(graph));
                }
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return withFaultyBytes(file);
        }
    }

    private void rewire(GraphProto.Builder graph, NodeProto.Builder node) {
        if (node.getInputCount() > 0) {
            node.setInput(random.nextInt(node.getInputCount()), anyValue(graph));
        }
    }

    private void attribute(NodeProto.Builder node) {
        if (node.getAttributeCount() == 0) {
            node.addAttribute(OnnxFile.attribute(any(List.of("axis", "axes", "perm", "group", "to")), strange()));
            return;
        }
        AttributeProto.Builder attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
        if (attribute.getIntsCount() > 0) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), strange());
        } else if (attribute.hasT()) {
            attribute.setT(strange(attribute.getT().toBuilder()));
        } else {
            attribute.setI(strange()).setF(random.nextFloat() * 1e9f);
        }
    }

    private void tensor(GraphProto.Builder graph) {
        if (graph.getInitializerCount() > 0) {
            int at = random.nextInt(graph.getInitializerCount());
            graph.setInitializer(at, strange(graph.getInitializer(at).toBuilder()));
        }
    }

    private TensorProto.Builder strange(TensorProto.Builder tensor) {
        if (tensor.getDimsCount() > 0 && random.nextBoolean()) {
            tensor.setDims(random.nextInt(tensor.getDimsCount()), strange());
        } else if (tensor.getInt64DataCount() > 0) {
            tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), strange());
        } else {
            tensor.setDataType(random.nextInt(18));
        }
        return tensor;
    }

    private long strange() {
        return STRANGE[random.nextInt(STRANGE.length)];
    }

    private String anyValue(GraphProto.Builder graph) {
        List<String> values = new ArrayList<>(List.of("", "image"));
        graph.getNodeList().forEach(node -> values.addAll(node.getOutputList()));
        graph.getInitializerList().forEach(tensor -> values.add(tensor.getName()));
        return any(values);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
