package io.afos.trainer.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.expression.Expression;
import io.afos.model.network.NetworkPlan;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import io.afos.trainer.image.ImageShape;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds networks by name. */
public final class Architectures {

    /** More than twice the size of the largest published network; with gradients and Adam's moments these take 6.4 GB. */
    static final long MOST_PARAMETERS = 400_000_000;

    private static final int GIB_BITS = 30;

    /** More than any machine for training has. */
    static final long MOST_STEP_BYTES = 256L << GIB_BITS;

    private static final List<Network> ALL = List.of(
            AfosBase.searched(),
            AfosBase.plain(),
            new ResNet50(),
            new AlexNet(),
            Vgg16.plain(),
            Vgg16.normalised(),
            new MobileNetV1(),
            CompactTransformer.cct7(),
            CompactTransformer.cct7Sine(),
            CompactTransformer.cct14());

    private Architectures() {}

    /** The names that {@link #build} accepts. */
    public static List<String> names() {
        return ALL.stream().map(Network::name).toList();
    }

    /** Builds a network of the catalog, see {@link #build(Architecture, NetworkPlan, ImageShape, int, Expression, NDManager, long)}. */
    public static Block build(
            Architecture architecture,
            ImageShape input,
            int classes,
            Expression activation,
            NDManager manager,
            long seed) {
        return build(architecture, null, input, classes, activation, manager, seed);
    }

    /**
     * Builds a network and initialises its weights as the architecture specifies.
     *
     * @param plan the network, if the architecture is an uploaded one
     * @param manager will own the parameters
     * @param seed determines the weights
     * @return maps images (batch, channels, height, width) with values 0 to 1 to logits (batch, classes)
     * @throws ArchitectureException if the name is unknown, the architecture does not have this depth or form, the
     *     images are too small or too large for it, or it would have more than {@value #MOST_PARAMETERS} parameters; if the plan is
     *     missing, or is one for other images or classes
     */
    public static Block build(
            Architecture architecture,
            @Nullable NetworkPlan plan,
            ImageShape input,
            int classes,
            Expression activation,
            NDManager manager,
            long seed) {
        Block block;
        if (architecture.graph() == null) {
            requireBounded(
                    architecture,
                    ParameterCount.of(uninitialised(architecture, input, classes, activation, seed), shape(input)));
            block = uninitialised(architecture, input, classes, activation, seed);
        } else {
            var uploaded = new Uploaded(architecture, plan, input, classes);
            requireBounded(architecture, uploaded.parameters());
            block = uploaded.network(activation, seed);
        }
        block.initialize(manager, DataType.FLOAT32, shape(input));
        return block;
    }

    /**
     * The memory in bytes that a training step on a batch needs at least, apart from parameters. Nothing is allocated.
     *
     * @throws ArchitectureException if this is more than {@value #MOST_STEP_BYTES}, or the network cannot be built
     */
    public static long leastStepBytes(
            Architecture architecture,
            @Nullable NetworkPlan plan,
            ImageShape input,
            int classes,
            Expression activation,
            int batchSize) {
        long bytes = architecture.graph() == null
                ? batchSize * leastBytesPerImage(architecture, input, classes, activation)
                : new Uploaded(architecture, plan, input, classes).leastStepBytes(batchSize);
        if (bytes > MOST_STEP_BYTES) {
            throw new ArchitectureException(String.format(
                    Locale.ROOT,
                    "a batch of %,d images of %dx%d in %s with recipe.width %s takes at least %,d GiB of memory, but"
                            + " workers allow at most %,d GiB: choose a smaller recipe.batchSize, recipe.imageSize or"
                            + " recipe.width",
                    batchSize,
                    input.width(),
                    input.height(),
                    architecture.name(),
                    architecture.width(),
                    bytes >> GIB_BITS,
                    MOST_STEP_BYTES >> GIB_BITS));
        }
        return bytes;
    }

    private static long leastBytesPerImage(
            Architecture architecture, ImageShape input, int classes, Expression activation) {
        Block network = uninitialised(architecture, input, classes, activation, 0);
        ParameterCount.of(network, shape(input));
        return ActivationMemory.leastBytesPerImage(network);
    }

    private static void requireBounded(Architecture architecture, long parameters) {
        if (parameters > MOST_PARAMETERS) {
            throw new ArchitectureException(String.format(
                    Locale.ROOT,
                    "architecture %s with recipe.width %s would have %,d parameters for these images and classes,"
                            + " but workers allow at most %,d: choose a smaller "
                            + (architecture.graph() == null ? "recipe.width" : "network or recipe.imageSize"),
                    architecture.name(),
                    architecture.width(),
                    parameters,
                    MOST_PARAMETERS));
        }
    }

    static Block uninitialised(
            Architecture architecture, ImageShape input, int classes, Expression activation, long seed) {
        Network network = ALL.stream()
                .filter(n -> n.name().equals(architecture.name()))
                .findFirst()
                .orElseThrow(() -> new ArchitectureException(String.format(
                        Locale.ROOT,
                        "architecture %s is unknown to this worker; it knows %s",
                        architecture.name(),
                        String.join(", ", names()))));
        CatalogArchitecture entry =
                CatalogArchitecture.find(architecture.name()).orElseThrow();
        entry.misfit(architecture, input.width(), input.height()).ifPresent(misfit -> {
            throw new ArchitectureException("architecture " + misfit.reason());
        });
        return network.build(new Plan(
                classes,
                architecture.width(),
                architecture.depth(),
                entry.form(architecture.form(), input.width(), input.height())
                        .orElseThrow()
                        .form(),
                LoweredActivation.of(activation),
                Gain.of(activation),
                new InitialWeights(seed)));
    }

    /** A batch of one image. */
    static Shape shape(ImageShape input) {
        return new Shape(1, input.channels(), input.height(), input.width());
    }
}
