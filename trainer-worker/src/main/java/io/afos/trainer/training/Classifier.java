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
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.training.ImageSet.Batches;
import java.util.stream.LongStream;

/** A network that is trained in steps and evaluated on splits. */
public final class Classifier {

    private static final int MEASURED_AT_ONCE = 256;
    private static final int MEASURED_AT_LEAST = 16;
    private static final int MEASURED_PIXELS = MEASURED_AT_ONCE * 32 * 32;

    private final Block network;
    private final Updater updater;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final Loss crossEntropy = new SoftmaxCrossEntropyLoss();

    /** @param manager owns the network's parameters */
    public Classifier(Block network, Updater updater, NDManager manager) {
        this.network = network;
        this.updater = updater;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
    }

    /** One optimizer step on the next batch. */
    public void train(Batches batches, StepWindow window) {
        try (NDManager step = manager.newSubManager()) {
            ImageBatch batch = batches.next(step);
            NDArray logits;
            NDArray loss;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                logits = logits(batch, true);
                loss = loss(batch, logits);
                gradients.backward(loss);
            }
            updater.step();
            window.add(loss, right(batch, logits), batch.count());
        }
    }

    /** Loss and accuracy over all images of a split, without dropout. */
    Measurement measure(ImageSet images, Runnable checkpoint) {
        double loss = 0;
        double right = 0;
        int atOnce = measuredAtOnce(images.shape());
        try (Batches batches =
                images.batches(LongStream.range(0, images.count()).toArray(), atOnce, 0)) {
            for (int done = 0; done < images.count(); done += atOnce) {
                checkpoint.run();
                try (NDManager step = manager.newSubManager()) {
                    ImageBatch batch = batches.next(step);
                    NDArray logits = logits(batch, false);
                    loss += (double) loss(batch, logits).getFloat() * batch.count();
                    right += right(batch, logits).getFloat();
                }
            }
        }
        return new Measurement(loss / images.count(), right / images.count());
    }

    /** Smaller batches for larger images, whose activations take more memory. */
    private static int measuredAtOnce(ImageShape shape) {
        int ofThisSize = MEASURED_PIXELS / (shape.height() * shape.width());
        return Math.max(MEASURED_AT_LEAST, Math.min(MEASURED_AT_ONCE, ofThisSize));
    }

    private NDArray logits(ImageBatch batch, boolean training) {
        return network.forward(parameters, new NDList(batch.images()), training).singletonOrThrow();
    }

    private NDArray loss(ImageBatch batch, NDArray logits) {
        return crossEntropy.evaluate(new NDList(batch.labels()), new NDList(logits));
    }

    private static NDArray right(ImageBatch batch, NDArray logits) {
        return logits.argMax(1)
                .eq(batch.labels())
                .toType(DataType.FLOAT32, false)
                .sum();
    }
}
