package io.afos.model.onnx.recognition;

import io.afos.model.activation.NamedActivation;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the activation functions of a graph, by what they compute and not by how they are written: any sequence of links whose values
 * are those of a named function is that function.
 */
public final class Activations {

    private static final int LONGEST = 8;
    private static final int LONGEST_NAME = 200;

    private final Wiring wiring;
    private final List<Link> links;
    private final Map<String, Integer> linkFrom = new HashMap<>();
    private final Gates gates;
    private final Set<String> names = new HashSet<>();

    private Activations(Graph graph) {
        wiring = new Wiring(graph);
        links = Links.of(wiring);
        gates = new Gates(wiring);
        for (int i = links.size() - 1; i >= 0; i--) {
            linkFrom.put(links.get(i).from(), i);
        }
    }

    /** The activations in the order of their last nodes, those that stay too. */
    public static List<FoundActivation> of(Graph graph) {
        return new Activations(graph).find();
    }

    private List<FoundActivation> find() {
        Map<Integer, FoundActivation> found = new TreeMap<>();
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            if (!taken.contains(i)) {
                List<Integer> sequence = sequence(i, taken);
                Optional<Match> match = longestKnown(sequence);
                if (match.isPresent()) {
                    List<Integer> matched = sequence.subList(0, match.get().length());
                    taken.addAll(matched);
                    add(found, matched, match.get().activation());
                } else if (isOther(links.get(i))) {
                    add(found, List.of(i), null);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private record Match(int length, NamedActivation activation) {}

    /** The link and those that follow it, each of which is all that uses the one before. */
    private List<Integer> sequence(int first, Set<Integer> taken) {
        List<Integer> sequence = new ArrayList<>(List.of(first));
        while (sequence.size() < LONGEST) {
            String value = links.get(sequence.get(sequence.size() - 1)).to();
            Integer next = linkFrom.get(value);
            if (next == null
                    || taken.contains(next)
                    || wiring.isOutput(value)
                    || !links.get(next).nodes().containsAll(wiring.consumers(value))) {
                break;
            }
            sequence.add(next);
        }
        return sequence;
    }

    private Optional<Match> longestKnown(List<Integer> sequence) {
        for (int length = sequence.size(); length > 0; length--) {
            Optional<NamedActivation> known = Known.find(function(sequence.subList(0, length)));
            if (known.isPresent()) {
                return Optional.of(new Match(length, known.get()));
            }
        }
        return Optional.empty();
    }

    private DoubleUnaryOperator function(List<Integer> sequence) {
        return x -> {
            double value = x;
            for (int link : sequence) {
                value = links.get(link).value(wiring, value);
            }
            return value;
        };
    }

    /** Whether a function without a name is an activation: by its operators, or since it weighs its input by a curve of it. */
    private boolean isOther(Link link) {
        return link.nodes().stream().map(wiring::node).anyMatch(this::isActivation)
                && !Known.isAffine(x -> link.value(wiring, x));
    }

    private boolean isActivation(Node node) {
        return Pointwise.ACTIVATIONS.contains(node.operator())
                || node.is("Clip") && wiring.number(node.input(1)).orElse(node.real("min", -1)) == 0;
    }

    private String otherKind(Link link) {
        return link.nodes().stream()
                .map(wiring::node)
                .map(node -> node.attributes().containsKey("alpha")
                        ? node.operator() + String.format(Locale.ROOT, " (alpha %.3g)", node.real("alpha", 0))
                        : node.operator())
                .collect(Collectors.joining(", "));
    }

    private void add(Map<Integer, FoundActivation> found, List<Integer> sequence, @Nullable NamedActivation known) {
        Link last = links.get(sequence.get(sequence.size() - 1));
        List<Node> nodes = sequence.stream()
                .flatMap(link -> links.get(link).nodes().stream())
                .map(wiring::node)
                .toList();
        Node lastNode = nodes.get(nodes.size() - 1);
        String name = Stream.of(lastNode.name(), lastNode.output(), "activation " + found.size())
                .filter(candidate -> candidate.length() <= LONGEST_NAME && names.add(candidate))
                .findFirst()
                .orElseThrow(() -> lastNode.refusal("its name is also that of an activation without a name"));
        found.put(
                last.nodes().get(last.nodes().size() - 1),
                new FoundActivation(
                        name,
                        known == null ? otherKind(last) : known.title(),
                        known == null ? "" : InfixPrinter.print(known.expression()),
                        links.get(sequence.get(0)).from(),
                        last.to(),
                        nodes.stream().map(Node::name).toList(),
                        gates.reasonToStay(last.to(), known == null ? "" : known.name())));
    }
}
