package io.afos.model.onnx.file;

import com.google.protobuf.WireFormat;
import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one node. A node that has other graphs inside is refused by its name. */
final class NodeReader {

    private static final int MOST_INPUTS = 4_096;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int MOST_NUMBERS = 16_384;
    private static final Set<String> STANDARD = Set.of("", "ai.onnx");

    private final Wire wire;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, Attribute> attributes = new HashMap<>();
    private String name = "";
    private String operator = "";
    private String domain = "";
    private @Nullable String strange;

    NodeReader(Wire wire) {
        this.wire = wire;
    }

    Node read() throws IOException {
        wire.nested(this::field);
        if (outputs.isEmpty() || outputs.get(0).isEmpty()) {
            throw new NetworkException("node " + Names.shown(name) + " of the file has no output");
        }
        var node = new Node(name.isEmpty() ? outputs.get(0) : name, operator, inputs, outputs, attributes);
        if (!STANDARD.contains(domain)) {
            throw node.refusal("its operator is of the domain " + Names.shown(domain)
                    + "; export the model with the operators of ONNX only");
        }
        if (strange != null) {
            throw node.refusal(strange);
        }
        return node;
    }

    private void field(int field) throws IOException {
        switch (field) {
            case 1 -> add(inputs);
            case 2 -> add(outputs);
            case 3 -> name = wire.text();
            case 4 -> operator = wire.text();
            case 5 -> attribute();
            case 7 -> domain = wire.text();
            default -> wire.skip();
        }
    }

    private void add(List<String> names) throws IOException {
        wire.keep(32);
        names.add(wire.text());
        if (names.size() > MOST_INPUTS) {
            throw new NetworkException(String.format(
                    Locale.ROOT, "node %s has more than %,d inputs or outputs", Names.shown(name), MOST_INPUTS));
        }
    }

    private void attribute() throws IOException {
        var read = new AttributeReader();
        wire.nested(read::field);
        if (read.strange != null) {
            strange = read.strange;
        }
        Attribute value = read.value();
        if (value != null && attributes.put(read.name, value) != null) {
            strange = "its attribute " + Names.shown(read.name) + " is given twice";
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            strange = "it has more than " + MOST_ATTRIBUTES + " attributes";
            attributes.clear();
        }
    }

    private final class AttributeReader {

        private final List<Long> wholes = new ArrayList<>();
        private final List<Double> reals = new ArrayList<>();
        private String name = "";
        private long type;
        private @Nullable Attribute single;
        private @Nullable String strange;

        void field(int field) throws IOException {
            switch (field) {
                case 1 -> name = wire.text();
                case 2 -> single = new Attribute.Real(wire.real());
                case 3 -> single = new Attribute.Whole(wire.number());
                case 4 -> single = new Attribute.Text(wire.text());
                case 5 ->
                    single = new Attribute.OfTensor(
                            new TensorReader(wire).read("a tensor of a node").tensor());
                case 6, 11 -> {
                    wire.skip();
                    strange = "it has a graph of its own inside (a loop, a branch or the like), which is not read;"
                            + " export the model with fixed control flow";
                }
                case 7 -> wire.repeated(WireFormat.WIRETYPE_FIXED32, in -> count(reals, (double) in.readFloat()));
                case 8 -> wire.repeated(WireFormat.WIRETYPE_VARINT, in -> count(wholes, in.readInt64()));
                case 20 -> type = wire.number();
                case 21 -> {
                    wire.skip();
                    strange = "it refers to an attribute of a function; export the model without functions";
                }
                case 9, 10, 14, 15, 22, 23 -> wire.skip();
                default -> wire.skip();
            }
        }

        private <T> void count(List<T> numbers, T number) {
            wire.keep(24);
            if (numbers.size() >= MOST_NUMBERS) {
                throw new NetworkException(
                        String.format(Locale.ROOT, "an attribute has more than %,d numbers", MOST_NUMBERS));
            }
            numbers.add(number);
        }

        /** What the attribute says, by its type where nothing else tells an empty list or a zero from nothing. */
        @Nullable
        Attribute value() {
            if (!wholes.isEmpty() || type == 7) {
                return new Attribute.Wholes(wholes);
            }
            if (!reals.isEmpty() || type == 6) {
                return new Attribute.Reals(reals);
            }
            if (single == null && type == 2) {
                return new Attribute.Whole(0);
            }
            if (single == null && type == 1) {
                return new Attribute.Real(0);
            }
            return single;
        }
    }
}
