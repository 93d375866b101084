package io.afos.model.onnx.lowering;

import io.afos.model.onnx.file.Attribute;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.recognition.FoundActivation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Puts one node in the place of those that compute an activation. */
public final class Places {

    /** The operator of that node, which ONNX does not have. Its attribute {@code kind} says what the file has there. */
    static final String ACTIVATION = "Activation";

    /** The operator of a function that stays. Its attribute {@code formula} is the function of x. */
    static final String STAYS = "Function";

    private Places() {}

    /**
     * The graph in which these activations are such nodes.
     *
     * @param staying those of them that stay as they are
     */
    public static Graph replaced(Graph graph, List<FoundActivation> activations, Predicate<FoundActivation> staying) {
        Map<String, FoundActivation> byOutput = new HashMap<>();
        activations.stream()
                .filter(activation ->
                        !staying.test(activation) || !activation.formula().isEmpty())
                .forEach(activation -> byOutput.put(activation.to(), activation));
        return graph.with(graph.nodes().stream()
                .map(node -> {
                    FoundActivation activation = byOutput.get(node.output());
                    return activation == null
                            ? node
                            : new Node(
                                    activation.name(),
                                    staying.test(activation) ? STAYS : ACTIVATION,
                                    List.of(activation.from()),
                                    List.of(activation.to()),
                                    Map.of(
                                            "kind", new Attribute.Text(activation.kind()),
                                            "formula", new Attribute.Text(activation.formula()),
                                            "result", new Attribute.Whole(isResult(activation, staying) ? 1 : 0)));
                })
                .toList());
    }

    private static boolean isResult(FoundActivation activation, Predicate<FoundActivation> staying) {
        return staying.test(activation) && activation.reason().equals(FoundActivation.RESULT);
    }
}
