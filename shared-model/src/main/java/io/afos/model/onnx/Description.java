package io.afos.model.onnx;

import io.afos.model.network.Elementwise;
import io.afos.model.network.NetworkException;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Step;
import io.afos.model.onnx.NetworkDescription.ActivationPlace;
import io.afos.model.onnx.NetworkDescription.Input;
import io.afos.model.onnx.NetworkDescription.KeptPlace;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.lowering.Head;
import io.afos.model.onnx.lowering.Stem;
import io.afos.model.onnx.recognition.FoundActivation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Finds out what a network is by planning it for several images. */
final class Description {

    private static final int MOST_CLASSES = 100_000;
    private static final int STEP = 32;

    private final OnnxNetwork network;
    private final Head head;
    private final int classes;
    private final int channels;
    private final int height;
    private final int width;

    Description(OnnxNetwork network) {
        this.network = network;
        var stem = new Stem(network.graph());
        head = new Head(network.placed());
        classes = bounded("classes", head.classes(), MOST_CLASSES);
        channels = bounded("channels", stem.channels(), 4_096);
        height = bounded("rows of pixels", stem.height(), 4_096);
        width = bounded("columns of pixels", stem.width(), 4_096);
    }

    private static int bounded(String what, long number, int most) {
        if (number < 1 || number > most) {
            throw new NetworkException(
                    "the network has " + number + " " + what + ", but 1 to " + most + " are possible");
        }
        return (int) number;
    }

    NetworkDescription describe() {
        NetworkPlan plan = network.plan(channels, height, width, classes);
        List<ActivationPlace> places = places(plan);
        if (places.isEmpty()) {
            throw new NetworkException("the network has no activation function that could be replaced");
        }
        return new NetworkDescription(
                network.graph().producer(),
                new Input(channels, height, width, isPossible(channels == 1 ? 3 : 1, 0), isPossible(channels, STEP)),
                classes,
                plan.parameters(),
                plan.multiplyAdds(),
                places,
                kept(),
                new Warnings(network.graph()).list());
    }

    /** Larger images are tried first: smaller ones may be too small for a network that takes others. */
    private boolean isPossible(int otherChannels, int more) {
        return canPlan(otherChannels, height + more, width + more)
                && (more == 0 || canPlan(otherChannels, height + 2 * more, width + 2 * more));
    }

    private boolean canPlan(int otherChannels, int otherHeight, int otherWidth) {
        try {
            network.plan(otherChannels, otherHeight, otherWidth, classes);
            return true;
        } catch (NetworkException e) {
            return false;
        }
    }

    private List<ActivationPlace> places(NetworkPlan plan) {
        Map<String, FoundActivation> byName = new HashMap<>();
        network.activations().forEach(activation -> byName.put(activation.name(), activation));
        List<Step> steps = plan.steps();
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).operation() instanceof Elementwise.Activation)
                .mapToObj(i -> place(plan, i, byName))
                .toList();
    }

    private static ActivationPlace place(NetworkPlan plan, int index, Map<String, FoundActivation> byName) {
        Step step = plan.steps().get(index);
        FoundActivation found = Objects.requireNonNull(byName.get(step.name()));
        String before = plan.steps().get(step.inputs().get(0)).name();
        return new ActivationPlace(found.name(), found.kind(), found.nodes(), before, new Chain(plan).to(index));
    }

    private List<KeptPlace> kept() {
        List<KeptPlace> kept = new ArrayList<>();
        for (FoundActivation activation : network.activations()) {
            if (network.stays(activation)) {
                String reason = activation.stays() ? activation.reason() : "as asked for";
                kept.add(new KeptPlace(activation.name(), activation.kind(), reason, true));
            }
        }
        List<Node> results = head.probabilities();
        for (Node node : network.graph().nodes()) {
            if (results.contains(node)) {
                kept.add(new KeptPlace(node.name(), node.operator(), "the result, which the loss contains", false));
            } else if (node.is("Softmax")) {
                kept.add(new KeptPlace(node.name(), "Softmax", "weights that add up to 1", false));
            }
        }
        return kept;
    }
}
