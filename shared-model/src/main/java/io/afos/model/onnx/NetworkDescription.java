package io.afos.model.onnx;

import java.util.List;

/**
 * What was understood of a network.
 *
 * @param producer the program that wrote the file, as it says itself; may be empty
 * @param input the images that it takes
 * @param classes the number of classes in the file, which is fitted to any other
 * @param parameters the number of trained numbers, for images and classes as the file has them
 * @param multiplyAdds multiplications with an addition that an image takes, likewise
 * @param activations the places of the function under trial
 * @param kept what could be taken for such a place and stays
 * @param warnings what the user should know before a search; sentences
 */
public record NetworkDescription(
        String producer,
        Input input,
        int classes,
        long parameters,
        long multiplyAdds,
        List<ActivationPlace> activations,
        List<KeptPlace> kept,
        List<String> warnings) {

    public NetworkDescription {
        activations = List.copyOf(activations);
        kept = List.copyOf(kept);
        warnings = List.copyOf(warnings);
    }

    /**
     * The images of the file.
     *
     * @param anyChannels whether images of other numbers of channels are possible too
     * @param anySize whether images of other sizes are possible too, if they are not too small
     */
    public record Input(int channels, int height, int width, boolean anyChannels, boolean anySize) {}

    /**
     * A place of the function under trial.
     *
     * @param name by which a request can keep it
     * @param kind the function in the file, such as {@code ReLU}
     * @param nodes names of the nodes that compute it
     * @param after the name of the layer before it
     * @param chain what leads to it and itself, in order, such as {@code Conv 3x3, 64}, {@code BatchNormalization}, {@code ReLU}; begins at
     *     the activation before it, the image or a meeting of branches
     */
    public record ActivationPlace(String name, String kind, List<String> nodes, String after, List<String> chain) {
        public ActivationPlace {
            nodes = List.copyOf(nodes);
            chain = List.copyOf(chain);
        }
    }

    /**
     * What stays.
     *
     * @param name by which a request can have it replaced, if that is possible
     * @param reason why it stays
     * @param replaceable whether a request can have it replaced
     */
    public record KeptPlace(String name, String kind, String reason, boolean replaceable) {}
}
