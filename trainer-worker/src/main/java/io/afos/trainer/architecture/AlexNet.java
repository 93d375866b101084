package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.Layers;

/**
 * AlexNet with a single column (Krizhevsky, arXiv 1404.5997), as in torchvision. All layers are initialised uniformly
 * within ±1/sqrt(fan-in), for any activation.
 *
 * <p>The small form begins with a 3x3 convolution of stride 2 without max-pooling after it, and its dense layers see a
 * 3x3 grid instead of 6x6.
 */
final class AlexNet implements Network {

    private static final int HIDDEN = 4096;
    private static final double DROPOUT = 0.5;
    private static final Kernel POOL = Kernel.unpadded(3, 2);

    @Override
    public String name() {
        return "alexnet";
    }

    @Override
    public Block build(Plan plan) {
        var network = new SequentialBlock();
        if (plan.small()) {
            add(network, plan, 64, Kernel.same(3, 2));
        } else {
            add(network, plan, 64, new Kernel(11, 4, 2));
            network.add(Layers.maxPool(POOL));
        }
        add(network, plan, 192, Kernel.same(5, 1));
        network.add(Layers.maxPool(POOL));
        if (plan.full()) {
            add(network, plan, 384, Kernel.same(3, 1));
            add(network, plan, 256, Kernel.same(3, 1));
        }
        add(network, plan, 256, Kernel.same(3, 1));
        network.add(Layers.maxPool(POOL)).add(Layers.averageGrid(plan.small() ? 3 : 6));
        return network.add(Blocks.batchFlattenBlock())
                .add(Layers.dropout(DROPOUT))
                .add(hidden(plan))
                .add(plan.activate())
                .add(Layers.dropout(DROPOUT))
                .add(hidden(plan))
                .add(plan.activate())
                .add(Layers.linear(plan.classes(), plan.weights().reciprocal()));
    }

    private static void add(SequentialBlock network, Plan plan, int channels, Kernel kernel) {
        network.add(Convolution.biased(
                        plan.scaled(channels), kernel, plan.weights().reciprocal()))
                .add(plan.activate());
    }

    private static Block hidden(Plan plan) {
        return Layers.linear(plan.scaled(HIDDEN), plan.weights().reciprocal());
    }
}
