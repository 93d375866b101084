package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.FoldedConvolution;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.LayerWeights;
import io.afos.trainer.architecture.layer.Layers;

/**
 * The base network of AFOS (Rahman, He and Wang, arXiv 2409.04915): three stages of 32, 64 and 128 channels, each with
 * two activated 3x3 convolutions, 2x2 max-pooling and dropout, followed by 128 hidden units.
 *
 * <p>The variant used in searches has a linear pointwise layer after each convolution and a second linear layer after
 * the first hidden one. The plain variant, used for the original's ReLU benchmark, has neither. Activations are only
 * comparable within the same variant.
 */
final class AfosBase implements Network {

    private static final int[] STAGES = {32, 64, 128};
    private static final int HIDDEN = 128;
    private static final double DROPOUT = 0.2;
    private static final Kernel POOL = Kernel.unpadded(2, 2);

    private final String name;
    private final boolean pointwise;

    private AfosBase(String name, boolean pointwise) {
        this.name = name;
        this.pointwise = pointwise;
    }

    static Network searched() {
        return new AfosBase("afos-base", true);
    }

    static Network plain() {
        return new AfosBase("afos-base-plain", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Block build(Plan plan) {
        var network = new SequentialBlock();
        for (int channels : STAGES) {
            network.add(convolution(plan, plan.scaled(channels)))
                    .add(plan.activate())
                    .add(convolution(plan, plan.scaled(channels)))
                    .add(plan.activate())
                    .add(Layers.maxPool(POOL))
                    .add(Layers.dropout(DROPOUT));
        }
        int hidden = plan.scaled(HIDDEN);
        network.add(Blocks.batchFlattenBlock())
                .add(Layers.linear(hidden, LayerWeights.zeroBias(plan.weights().heUniform())));
        if (pointwise) {
            network.add(
                    Layers.linear(hidden, LayerWeights.zeroBias(plan.weights().glorotUniform())));
        }
        return network.add(plan.activate())
                .add(Layers.dropout(DROPOUT))
                .add(Layers.linear(
                        plan.classes(), LayerWeights.zeroBias(plan.weights().glorotUniform())));
    }

    private Block convolution(Plan plan, int channels) {
        if (pointwise) {
            return new FoldedConvolution(
                    channels, plan.weights().heUniform(), plan.weights().glorotUniform());
        }
        return Convolution.biased(
                channels,
                Kernel.same(3, 1),
                LayerWeights.zeroBias(plan.weights().heUniform()));
    }
}
