package io.afos.model.onnx.recognition;

import io.afos.model.onnx.file.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pointwise nodes that together are a function of one value: nothing else but numbers goes in.
 *
 * @param from name of the value that goes in
 * @param to name of the value that comes out
 * @param nodes indices of the nodes, in order
 */
record Link(String from, String to, List<Integer> nodes) {

    /** The function's value at a number. */
    double value(Wiring wiring, double x) {
        Map<String, Double> known = new HashMap<>();
        known.put(from, x);
        for (int index : nodes) {
            Node node = wiring.node(index);
            var in = new double[node.inputs().size()];
            for (int i = 0; i < in.length; i++) {
                String input = node.inputs().get(i);
                Double value = known.get(input);
                in[i] = value != null ? value : wiring.number(input).orElse(Double.NaN);
            }
            known.put(node.output(), Pointwise.value(node, in));
        }
        return known.getOrDefault(to, Double.NaN);
    }
}
