package io.afos.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import io.afos.model.message.Measurement;
import io.afos.trainer.training.ResidentImages.Batch;
import java.util.stream.LongStream;

/** A network that is trained by steps and measured on splits. */
final class Classifier {

    private static final int MEASURED_AT_ONCE = 256;

    private final Block network;
    private final Updater updater;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final Loss crossEntropy = new SoftmaxCrossEntropyLoss();

    /** @param manager owns the network's parameters */
    Classifier(Block network, Updater updater, NDManager manager) {
        this.network = network;
        this.updater = updater;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
    }

    /** One optimizer step on the images at these positions. */
    void train(ResidentImages images, long[] positions, StepWindow window) {
        try (NDManager step = manager.newSubManager()) {
            Batch batch = images.batch(step, positions);
            NDArray logits;
            NDArray loss;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                logits = logits(batch, true);
                loss = loss(batch, logits);
                gradients.backward(loss);
            }
            updater.step();
            window.add(loss, right(batch, logits), positions.length);
        }
    }

    /** Loss and accuracy over all images of a split, without dropout. */
    Measurement measure(ResidentImages images, Runnable checkpoint) {
        double loss = 0;
        double right = 0;
        for (int from = 0; from < images.count(); from += MEASURED_AT_ONCE) {
            checkpoint.run();
            int to = Math.min(from + MEASURED_AT_ONCE, images.count());
            try (NDManager step = manager.newSubManager()) {
                Batch batch = images.batch(step, LongStream.range(from, to).toArray());
                NDArray logits = logits(batch, false);
                loss += (double) loss(batch, logits).getFloat() * (to - from);
                right += right(batch, logits).getFloat();
            }
        }
        return new Measurement(loss / images.count(), right / images.count());
    }

    private NDArray logits(Batch batch, boolean training) {
        return network.forward(parameters, new NDList(batch.images()), training).singletonOrThrow();
    }

    private NDArray loss(Batch batch, NDArray logits) {
        return crossEntropy.evaluate(new NDList(batch.labels()), new NDList(logits));
    }

    private static NDArray right(Batch batch, NDArray logits) {
        return logits.argMax(1)
                .eq(batch.labels())
                .toType(DataType.FLOAT32, false)
                .sum();
    }
}
