package io.afos.trainer.architecture;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;

/** Counts the trainable parameters of a network, as publications do; running statistics are not parameters. */
final class ParameterCount {

    private ParameterCount() {}

    /**
     * Counts without allocating the memory: every parameter is a single zero, broadcast to the full shape.
     *
     * @param network not yet initialised; it cannot be trained afterwards
     * @param input shape of the network's input
     */
    static long of(Block network, Shape input) {
        network.setInitializer(
                (manager, shape, type) -> manager.zeros(new Shape(1)).broadcast(shape), all -> true);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            network.initialize(manager, DataType.FLOAT32, input);
            return network.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .mapToLong(parameter -> parameter.getArray().getShape().size())
                    .sum();
        }
    }
}
