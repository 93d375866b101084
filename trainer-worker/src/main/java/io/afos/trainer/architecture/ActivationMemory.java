package io.afos.trainer.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.Pair;

/** The memory for what a training step must keep of the forward pass. */
final class ActivationMemory {

    private ActivationMemory() {}

    /**
     * Bytes per image that a step needs at least: half of what all layers take in, as a layer may share its input with another.
     *
     * @param network initialised with the shape of one image
     */
    static long leastBytesPerImage(Block network) {
        return inputs(network) * Float.BYTES / 2;
    }

    private static long inputs(Block block) {
        if (!block.getChildren().isEmpty()) {
            return block.getChildren().stream()
                    .map(Pair::getValue)
                    .mapToLong(ActivationMemory::inputs)
                    .sum();
        }
        long values = 0;
        for (Shape input : block.getInputShapes()) {
            values += input.size();
        }
        return values;
    }
}
