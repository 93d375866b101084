package io.afos.trainer.architecture;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import io.afos.trainer.architecture.layer.BatchNormalization;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.Layers;
import java.util.List;

/**
 * ResNet-50 (He et al., arXiv 1512.03385) in the variant called v1.5, as in torchvision: the stride of a stage is in
 * its first 3x3 convolution. Convolutions are initialised He-normal by fan-out.
 *
 * <p>The small form begins with a 3x3 convolution of stride 1 and has no max-pooling.
 */
final class ResNet50 implements Network {

    private static final int[] BLOCKS = {3, 4, 6, 3};
    private static final int STEM = 64;
    private static final int EXPANSION = 4;

    @Override
    public String name() {
        return "resnet50";
    }

    @Override
    public Block build(Plan plan) {
        var network = new SequentialBlock();
        if (plan.small()) {
            network.add(convolution(plan, STEM, Kernel.same(3, 1))).add(plan.activate());
        } else {
            network.add(convolution(plan, STEM, Kernel.same(7, 2)))
                    .add(plan.activate())
                    .add(Layers.maxPool(Kernel.same(3, 2)));
        }
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            int channels = STEM << stage;
            network.add(bottleneck(plan, channels, stage == 0 ? 1 : 2, true));
            for (int block = 1; block < plan.repeated(BLOCKS[stage]); block++) {
                network.add(bottleneck(plan, channels, 1, false));
            }
        }
        return network.add(Layers.averageGrid(1))
                .add(Blocks.batchFlattenBlock())
                .add(Layers.linear(plan.classes(), plan.weights().reciprocal()));
    }

    /** @param projected whether the shortcut is a 1x1 convolution, needed where size or channels change */
    private static Block bottleneck(Plan plan, int channels, int stride, boolean projected) {
        int wide = EXPANSION * channels;
        Block residual = new SequentialBlock()
                .add(convolution(plan, channels, Kernel.same(1, 1)))
                .add(plan.activate())
                .add(convolution(plan, channels, Kernel.same(3, stride)))
                .add(plan.activate())
                .add(convolution(plan, wide, Kernel.same(1, 1)));
        Block shortcut = projected ? convolution(plan, wide, Kernel.same(1, stride)) : Blocks.identityBlock();
        return new SequentialBlock()
                .add(new ParallelBlock(ResNet50::sum, List.of(residual, shortcut)))
                .add(plan.activate());
    }

    private static Block convolution(Plan plan, int channels, Kernel kernel) {
        return new SequentialBlock()
                .add(Convolution.unbiased(
                        plan.scaled(channels), kernel, plan.weights().heNormalFanOut(plan.gain())))
                .add(new BatchNormalization());
    }

    private static NDList sum(List<NDList> branches) {
        return new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow()));
    }
}
