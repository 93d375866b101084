package io.afos.model.onnx.file;

import io.afos.model.network.NetworkException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph.
 *
 * @param name its name in the file; where it has none, that of its first output
 * @param operator such as {@code Conv}
 * @param inputs names of values; empty for an optional input that is not given
 * @param outputs names of values; empty for an optional output that nobody asks for
 */
public record Node(
        String name, String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    public String output() {
        return outputs.get(0);
    }

    /** The name of the input, {@code null} if it is not given. */
    public @Nullable String input(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty() ? inputs.get(index) : null;
    }

    public boolean is(String... operators) {
        return List.of(operators).contains(operator);
    }

    public long whole(String attribute, long otherwise) {
        return find(attribute, Attribute.Whole.class)
                .map(Attribute.Whole::value)
                .orElse(otherwise);
    }

    public double real(String attribute, double otherwise) {
        return find(attribute, Attribute.Real.class).map(Attribute.Real::value).orElse(otherwise);
    }

    public String text(String attribute, String otherwise) {
        return find(attribute, Attribute.Text.class).map(Attribute.Text::value).orElse(otherwise);
    }

    public Optional<List<Long>> wholes(String attribute) {
        return find(attribute, Attribute.Wholes.class).map(Attribute.Wholes::values);
    }

    public Optional<Tensor> tensor(String attribute) {
        return find(attribute, Attribute.OfTensor.class).map(Attribute.OfTensor::value);
    }

    /** A refusal that names the node. */
    public NetworkException refusal(String problem) {
        return new NetworkException(
                String.format(Locale.ROOT, "node %s (%s): %s", Names.shown(name), shownOperator(), problem));
    }

    private String shownOperator() {
        String quoted = Names.shown(operator);
        return quoted.substring(1, quoted.length() - 1);
    }

    private <T extends Attribute> Optional<T> find(String attribute, Class<T> type) {
        Attribute value = attributes.get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw refusal("its attribute " + attribute + " has another type than ONNX says");
        }
        return Optional.of(type.cast(value));
    }
}
