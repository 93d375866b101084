package io.afos.trainer.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.data.ImageShape;
import java.util.List;

/** Builds networks by name. */
public final class Architectures {

    private static final List<Network> ALL = List.of(AfosBase.searched(), AfosBase.plain());

    private Architectures() {}

    /** The names that {@link #build} knows. */
    public static List<String> names() {
        return ALL.stream().map(Network::name).toList();
    }

    /**
     * Builds a network and draws its initial weights: He-uniform or Glorot-uniform as the architecture says, biases 0.
     *
     * @param manager will own the parameters
     * @param seed decides the weights
     * @return maps images (batch, channels, height, width) with values 0 to 1 to logits (batch, classes)
     * @throws ArchitectureException if there is none of that name or the images are too small for it
     */
    public static Block build(
            Architecture architecture,
            ImageShape input,
            int classes,
            LoweredActivation activation,
            NDManager manager,
            long seed) {
        Network network = ALL.stream()
                .filter(n -> n.name().equals(architecture.name()))
                .findFirst()
                .orElseThrow(() -> new ArchitectureException("architecture %s is not known to this worker; it knows %s"
                        .formatted(architecture.name(), String.join(", ", names()))));
        if (Math.min(input.height(), input.width()) < network.minSide()) {
            throw new ArchitectureException(
                    "architecture %s needs images of at least %d x %d pixels, but these are %d x %d; choose another data set or architecture"
                            .formatted(
                                    network.name(),
                                    network.minSide(),
                                    network.minSide(),
                                    input.height(),
                                    input.width()));
        }
        Block block = network.build(
                new Network.Plan(input, classes, architecture.width(), activation, new InitialWeights(seed)));
        block.initialize(manager, DataType.FLOAT32, new Shape(1, input.channels(), input.height(), input.width()));
        return block;
    }
}
