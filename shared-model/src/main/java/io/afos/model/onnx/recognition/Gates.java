package io.afos.model.onnx.recognition;

import io.afos.model.onnx.file.Node;
import java.util.List;
import java.util.Set;

/** Tells activations that other parts of a network rely on: a gate must be between 0 and 1, and a result is a probability. */
final class Gates {

    private static final Set<String> BOUNDED =
            Set.of("sigmoid", "hard-sigmoid", "sparse-sigmoid", "tanh", "hard-tanh", "softsign");
    private static final Set<String> SHAPES =
            Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Expand", "Transpose", "Cast");
    private static final int FARTHEST = 4;

    private final Wiring wiring;

    Gates(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * Why an activation stays; empty if it does not.
     *
     * @param value what it gives
     * @param known the name of its function, empty for none
     */
    String reasonToStay(String value, String known) {
        if (!BOUNDED.contains(known)) {
            return "";
        }
        if (isResult(value, 0)) {
            return FoundActivation.RESULT;
        }
        return scales(value, 0) ? "a gate: another value is multiplied by it" : "";
    }

    private boolean isResult(String value, int distance) {
        List<Integer> consumers = wiring.consumers(value);
        return wiring.isOutput(value)
                || distance < FARTHEST
                        && consumers.size() == 1
                        && SHAPES.contains(wiring.node(consumers.get(0)).operator())
                        && isResult(wiring.node(consumers.get(0)).output(), distance + 1);
    }

    private boolean scales(String value, int distance) {
        List<Integer> consumers = wiring.consumers(value);
        return !consumers.isEmpty()
                && distance < FARTHEST
                && consumers.stream().map(wiring::node).allMatch(node -> scales(node, value, distance));
    }

    private boolean scales(Node node, String value, int distance) {
        if (node.is("Mul")) {
            return node.inputs().stream().noneMatch(input -> !input.equals(value) && wiring.isTensor(input));
        }
        return SHAPES.contains(node.operator()) && scales(node.output(), distance + 1);
    }
}
