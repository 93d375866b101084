package io.afos.model.onnx.file;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads ONNX files that may be hostile. Weights are skipped while the file streams by, so memory depends on the number of nodes
 * only, and that is bounded.
 */
public final class OnnxReader {

    /** Larger files are refused, in bytes. */
    public static final int MOST_BYTES = 1 << 30;

    private static final int MOST_NODES = 20_000;
    private static final Set<String> STANDARD = Set.of("", "ai.onnx");

    private final boolean keepsConstants;
    private final Wire wire;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<Graph.Input> outputs = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private String producer = "";
    private long opset;
    private boolean hasGraph;

    private OnnxReader(InputStream file, boolean keepsConstants) {
        this.wire = new Wire(file, MOST_BYTES);
        this.keepsConstants = keepsConstants;
    }

    /**
     * Reads a model and drops its weights: the values of all floating-point initializers of more than one element.
     *
     * @throws NetworkException if it is no model, or none that can be a network; the message names the node
     * @throws IOException if the stream fails
     */
    public static Graph read(InputStream file) throws IOException {
        return new OnnxReader(file, false).model();
    }

    /** Reads what {@link OnnxWriter} wrote. */
    public static Graph readWritten(InputStream file) throws IOException {
        return new OnnxReader(file, true).model();
    }

    private Graph model() throws IOException {
        try {
            wire.message(this::modelField);
        } catch (InvalidProtocolBufferException e) {
            throw Wire.malformed(e, MOST_BYTES);
        }
        if (!hasGraph) {
            throw Wire.malformed("it holds no graph");
        }
        if (opset < Graph.MIN_OPSET || opset > Graph.MAX_OPSET) {
            throw new NetworkException(String.format(
                    Locale.ROOT,
                    "the model uses version %d of ONNX's operators; export it with opset_version from %d to %d",
                    opset,
                    Graph.MIN_OPSET,
                    Graph.MAX_OPSET));
        }
        return new GraphBuilder(producer, (int) opset, inputs, outputs)
                .build(nodes, tensors, new Choices(replaced, kept));
    }

    private void modelField(int field) throws IOException {
        switch (field) {
            case 2 -> producer = wire.text();
            case 7 -> {
                if (hasGraph) {
                    throw Wire.malformed("it holds two graphs");
                }
                hasGraph = true;
                wire.nested(this::graphField);
            }
            case 8 -> operators();
            case 14 -> metadata();
            case 25 ->
                throw new NetworkException(
                        "the model defines functions of its own; export it with its functions inlined"
                                + " (torch.onnx.export without export_modules_as_functions, or onnx.inliner)");
            default -> wire.skip();
        }
    }

    private void operators() throws IOException {
        var domain = new StringBuilder();
        var version = new long[1];
        wire.nested(field -> {
            switch (field) {
                case 1 -> domain.append(wire.text());
                case 2 -> version[0] = wire.number();
                default -> wire.skip();
            }
        });
        if (STANDARD.contains(domain.toString())) {
            opset = version[0];
        }
    }

    /** Choices stand in the metadata of files that {@link OnnxWriter} wrote. */
    private void metadata() throws IOException {
        if (!keepsConstants) {
            wire.skip();
            return;
        }
        var entry = new String[] {"", ""};
        wire.nested(field -> {
            if (field == 1 || field == 2) {
                entry[field - 1] = wire.text();
            } else {
                wire.skip();
            }
        });
        if (entry[1].equals(OnnxWriter.REPLACED)) {
            replaced.add(entry[0]);
        } else if (entry[1].equals(OnnxWriter.KEPT)) {
            kept.add(entry[0]);
        }
    }

    private void graphField(int field) throws IOException {
        switch (field) {
            case 1 -> {
                nodes.add(new NodeReader(wire).read());
                wire.keep(256);
                if (nodes.size() > MOST_NODES) {
                    throw new NetworkException(
                            String.format(Locale.ROOT, "the graph has more than %,d nodes", MOST_NODES));
                }
            }
            case 5 -> initializer();
            case 11 -> inputs.add(new ValueReader(wire).read());
            case 12 -> outputs.add(new ValueReader(wire).read());
            case 15 -> throw new NetworkException("the model has sparse weights, which are not read; export it dense");
            default -> wire.skip();
        }
    }

    private void initializer() throws IOException {
        wire.keep(256);
        TensorReader.Named read = new TensorReader(wire).read("an initializer");
        Tensor tensor = read.tensor();
        boolean isWeight = tensor.type().isReal() && tensor.size() > 1;
        if (tensors.put(read.name(), isWeight && !keepsConstants ? tensor.withoutValues() : tensor) != null) {
            throw new NetworkException("the model has two initializers of the name " + Names.shown(read.name()));
        }
    }
}
