package io.afos.model.onnx.lowering;

import io.afos.model.network.NetworkException;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The beginning of a network: how it takes its images. */
public final class Stem {

    private static final int USUAL_SIZE = 224;
    private static final int MOST_CHANNELS = 4;

    private final Graph graph;
    private final boolean channelsLast;

    public Stem(Graph graph) {
        this.graph = graph;
        List<Long> shape = graph.image().shape();
        channelsLast = isChannels(shape.get(3)) && !isChannels(shape.get(1));
    }

    private static boolean isChannels(long extent) {
        return extent >= 1 && extent <= MOST_CHANNELS;
    }

    /** Whether images come as (batch, height, width, channels). */
    boolean isChannelsLast() {
        return channelsLast;
    }

    /** The number of channels in the file, 3 if it leaves them open. */
    public long channels() {
        long channels = graph.image().shape().get(channelsLast ? 3 : 1);
        return channels < 0 ? 3 : channels;
    }

    /** The height in the file, 224 if it leaves it open. */
    public long height() {
        return sizeOr224(channelsLast ? 1 : 2);
    }

    /** The width in the file, 224 if it leaves it open. */
    public long width() {
        return sizeOr224(channelsLast ? 2 : 3);
    }

    /** Whether the file is for images of one size and this is another one. */
    boolean hasOtherSize(int height, int width) {
        List<Long> shape = graph.image().shape();
        boolean isFixed = shape.get(channelsLast ? 1 : 2) > 0 && shape.get(channelsLast ? 2 : 3) > 0;
        return isFixed && (height() != height || width() != width);
    }

    private long sizeOr224(int axis) {
        long size = graph.image().shape().get(axis);
        return size < 0 ? USUAL_SIZE : size;
    }

    /**
     * The graph for images of another number of channels.
     *
     * @throws NetworkException if other nodes than convolutions use the image
     */
    Graph fitted(long wanted) {
        if (wanted == channels()) {
            return graph;
        }
        var resizing = new Resizing(graph);
        boolean any = false;
        for (Node node : graph.nodes()) {
            if (!node.inputs().isEmpty() && isImage(node.inputs().get(0), resizing)) {
                Resizing.Axis weight = node.is("Conv")
                                && node.whole("group", 1) == 1
                                && node.inputs().size() > 1
                        ? resizing.find(node.inputs().get(1), 1)
                        : null;
                if (weight != null) {
                    resizing.resize(weight, wanted);
                    any = true;
                } else if (!passes(node) && !node.is("Shape")) {
                    throw misfit(wanted);
                }
            }
        }
        if (!any) {
            throw misfit(wanted);
        }
        return graph.with(resizing.tensors(), Map.of());
    }

    private boolean isImage(String value, Resizing resizing) {
        Node producer = resizing.producer(value);
        return value.equals(graph.image().name())
                || producer != null
                        && passes(producer)
                        && !producer.inputs().isEmpty()
                        && producer.inputs().get(0).equals(graph.image().name());
    }

    private static boolean passes(Node node) {
        return node.is("Transpose", "Pad");
    }

    private NetworkException misfit(long wanted) {
        return new NetworkException(String.format(
                Locale.ROOT,
                "the network takes images of %d channels, not %d, and does not begin with a convolution that could be"
                        + " fitted; choose a data set of %d channels",
                channels(),
                wanted,
                channels()));
    }
}
