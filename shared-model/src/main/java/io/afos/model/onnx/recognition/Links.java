package io.afos.model.onnx.recognition;

import io.afos.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Divides the pointwise nodes of a graph into links. Where two branches meet that come from one value, all between that value and the
 * meeting point is one link: x and sigmoid(x) meet in a product, and the link is x·sigmoid(x).
 */
final class Links {

    private static final int MOST_STEPS = 64;

    private final Wiring wiring;
    /** For a pointwise value the nearest one before it through which all its paths lead. */
    private final Map<String, String> gateways = new HashMap<>();

    private Links(Wiring wiring) {
        this.wiring = wiring;
    }

    /** The links in the order of their last nodes. None lies inside another one. */
    static List<Link> of(Wiring wiring) {
        return new Links(wiring).find();
    }

    private List<Link> find() {
        for (Node node : wiring.graph().nodes()) {
            if (Pointwise.is(node)) {
                gateway(node).ifPresent(from -> gateways.put(node.output(), from));
            }
        }
        List<Link> links = new ArrayList<>();
        Set<Integer> inside = new HashSet<>();
        for (int i = wiring.graph().nodes().size() - 1; i >= 0; i--) {
            String to = wiring.node(i).output();
            String from = gateways.get(to);
            List<Integer> nodes = from == null || inside.contains(i) ? null : between(from, i);
            if (from != null && nodes != null) {
                inside.addAll(nodes);
                links.add(new Link(from, to, nodes));
            }
        }
        Collections.reverse(links);
        return links;
    }

    private Optional<String> gateway(Node node) {
        String gateway = null;
        for (String input : node.inputs()) {
            if (input.isEmpty() || wiring.number(input).isPresent() || isSlope(node, input)) {
                continue;
            }
            if (wiring.isTensor(input)) {
                return Optional.empty();
            }
            gateway = gateway == null ? input : meeting(gateway, input);
            if (gateway == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(gateway).filter(from -> between(from, wiring.producerIndex(node.output())) != null);
    }

    /** The slopes of PRelu are weights, and belong to the function all the same. */
    private boolean isSlope(Node node, String input) {
        return node.is("PRelu") && input.equals(node.input(1)) && wiring.isTensor(input);
    }

    private @Nullable String meeting(String one, String other) {
        Set<String> before = new HashSet<>();
        int steps = 0;
        for (String value = one; value != null && steps < MOST_STEPS; value = gateways.get(value), steps++) {
            before.add(value);
        }
        steps = 0;
        for (String value = other; value != null && steps < MOST_STEPS; value = gateways.get(value), steps++) {
            if (before.contains(value)) {
                return value;
            }
        }
        return null;
    }

    private @Nullable List<Integer> between(String from, @Nullable Integer last) {
        Set<Integer> nodes = new TreeSet<>();
        List<Integer> open = new ArrayList<>();
        if (last != null) {
            open.add(last);
        }
        while (!open.isEmpty()) {
            int index = open.remove(open.size() - 1);
            if (nodes.add(index)) {
                for (String input : wiring.node(index).inputs()) {
                    Integer producer = input.equals(from) ? null : wiring.producerIndex(input);
                    if (producer != null) {
                        open.add(producer);
                    }
                }
            }
            if (nodes.size() > MOST_STEPS) {
                return null;
            }
        }
        return List.copyOf(nodes);
    }
}
