package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.LayerNorm;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.LayerWeights;
import io.afos.trainer.architecture.layer.Layers;
import io.afos.trainer.architecture.layer.Positions;
import io.afos.trainer.architecture.layer.SelfAttention;
import io.afos.trainer.architecture.layer.SequencePooling;
import io.afos.trainer.architecture.layer.StochasticResidual;

/**
 * Compact Convolutional Transformer (Hassani et al., arXiv 2104.05704): a convolutional tokenizer, positional
 * embeddings, encoder layers and sequence pooling. The activation under test replaces the tokenizer's ReLU and the
 * encoder's GELU; the softmax of attention and pooling stays.
 *
 * <p>Convolutions are initialised He-normal by fan-in, dense layers normal with standard deviation 0.02, learned
 * positions normal with 0.2. (The authors' code truncates the last two at ±2, which is at least 10 standard
 * deviations.)
 */
final class CompactTransformer implements Network {

    private static final int TOKENIZER_CHANNELS = 64;
    private static final int CHANNELS_OF_A_HEAD = 64;
    private static final int TINY_LAYERS = 2;
    private static final double DENSE_DEVIATION = 0.02;
    private static final double POSITION_DEVIATION = 0.2;
    private static final double STOCHASTIC_DEPTH = 0.1;

    private final String name;
    private final Size size;
    private final boolean learnedPositions;

    private CompactTransformer(String name, Size size, boolean learnedPositions) {
        this.name = name;
        this.size = size;
        this.learnedPositions = learnedPositions;
    }

    static Network cct7() {
        return new CompactTransformer("cct-7-3x1", Size.CCT_7, true);
    }

    static Network cct7Sine() {
        return new CompactTransformer("cct-7-3x1-sine", Size.CCT_7, false);
    }

    static Network cct14() {
        return new CompactTransformer("cct-14-7x2", Size.CCT_14, true);
    }

    /**
     * The published variants.
     *
     * @param layers number of encoder layers
     * @param heads number of attention heads per layer
     * @param expansion ratio of the dense layers' units to the channels
     * @param convolutions number of convolutions in the tokenizer
     * @param kernel kernel size of these convolutions
     */
    private record Size(int layers, int heads, int expansion, int convolutions, Kernel kernel) {

        static final Size CCT_7 = new Size(7, 4, 2, 1, Kernel.same(3, 1));
        static final Size CCT_14 = new Size(14, 6, 3, 2, Kernel.same(7, 2));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Block build(Plan plan) {
        int channels = size.heads() * plan.scaled(CHANNELS_OF_A_HEAD);
        var network = new SequentialBlock();
        for (int i = 1; i <= size.convolutions(); i++) {
            int filters = i == size.convolutions() ? channels : plan.scaled(TOKENIZER_CHANNELS);
            network.add(Convolution.unbiased(
                            filters, size.kernel(), plan.weights().heNormalFanIn(plan.gain())))
                    .add(plan.activate())
                    .add(Layers.maxPool(Kernel.same(3, 2)));
        }
        network.add(LambdaBlock.singleton(x -> x.flatten(2, 3).transpose(0, 2, 1), "tokens"))
                .add(positions(plan));
        int depth = plan.full() ? size.layers() : TINY_LAYERS;
        for (int layer = 0; layer < depth; layer++) {
            network.add(encoderLayer(plan, channels, STOCHASTIC_DEPTH * layer / (depth - 1)));
        }
        return network.add(norm())
                .add(new SequencePooling(dense(plan)))
                .add(Layers.linear(plan.classes(), dense(plan)));
    }

    private Block positions(Plan plan) {
        return learnedPositions ? Positions.learned(plan.weights().normal(POSITION_DEVIATION)) : Positions.sinusoidal();
    }

    private Block encoderLayer(Plan plan, int channels, double dropRate) {
        Block attention = new SequentialBlock().add(norm()).add(new SelfAttention(size.heads(), channels, dense(plan)));
        Block dense = new SequentialBlock()
                .add(Layers.linear(size.expansion() * channels, dense(plan)))
                .add(plan.activate())
                .add(Layers.linear(channels, dense(plan)));
        return new SequentialBlock()
                .add(new StochasticResidual(attention, dropRate))
                .add(norm())
                .add(new StochasticResidual(dense, dropRate));
    }

    private static Block norm() {
        return LayerNorm.builder().axis(2).build();
    }

    private static LayerWeights dense(Plan plan) {
        return LayerWeights.zeroBias(plan.weights().normal(DENSE_DEVIATION));
    }
}
