package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Screening;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import io.afos.trainer.training.ImageSet.Batches;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The course of one training: epochs, evaluation, screening, divergence. */
final class TrainingRun {

    private static final double NANOS = 1e9;

    private final ImageRecipe recipe;
    private final long seed;
    private final Splits splits;
    private final NDManager manager;
    private final TrainingObserver observer;
    private final long start;
    private final Classifier classifier;

    private long step;
    private long imagesTrained;
    private long trainingNanos;

    /** @param start the time by {@link System#nanoTime} from which the attempt's duration counts */
    TrainingRun(
            ImageRecipe recipe,
            long seed,
            Splits splits,
            Block network,
            NDManager manager,
            TrainingObserver observer,
            long start) {
        this.recipe = recipe;
        this.seed = seed;
        this.splits = splits;
        this.manager = manager;
        this.observer = observer;
        this.start = start;
        var updater = new Updater(recipe.optimizer(), network.getParameters().values(), manager);
        classifier = new Classifier(network, updater, manager);
    }

    Outcome run() {
        observer.planned((long) recipe.epochs() * stepsPerEpoch());
        for (int epoch = 1; ; epoch++) {
            long before = step;
            EpochMetrics metrics;
            try (var window = new StepWindow(manager)) {
                double seconds = trainEpoch(epoch, window);
                if (window.diverged()) {
                    return new Outcome.Diverged(epoch, before + window.divergedAt(), secondsSinceStart());
                }
                Measurement fitness = classifier.measure(splits.fitness(), observer::checkpoint);
                if (!Double.isFinite(fitness.loss())) {
                    return new Outcome.Diverged(epoch, step, secondsSinceStart());
                }
                metrics = new EpochMetrics(
                        epoch,
                        window.meanLoss(),
                        window.accuracy(),
                        fitness,
                        seconds,
                        splits.train().count() / seconds);
            }
            observer.epochFinished(metrics);
            boolean last = epoch == recipe.epochs();
            if (last || screenedOut(metrics)) {
                return trained(metrics, !last);
            }
        }
    }

    private boolean screenedOut(EpochMetrics metrics) {
        Screening screening = recipe.screening();
        return screening != null
                && metrics.epoch() == screening.afterEpoch()
                && metrics.validation().accuracy() < screening.minAccuracy();
    }

    private Outcome trained(EpochMetrics last, boolean screenedOut) {
        Measurement test = screenedOut ? null : reported();
        return new Outcome.Trained(
                last.epoch(), screenedOut, last.validation(), test, secondsSinceStart(), imagesPerSecond());
    }

    private @Nullable Measurement reported() {
        if (splits.test() == null) {
            return null;
        }
        Measurement test = classifier.measure(splits.test(), observer::checkpoint);
        return Double.isFinite(test.loss()) ? test : null;
    }

    /** Trains on all images once, including the incomplete last batch, unless the loss becomes non-finite. */
    private double trainEpoch(int epoch, StepWindow window) {
        long[] order = order(epoch);
        long epochNanos = 0;
        try (Batches batches = splits.train().batches(order, recipe.batchSize(), epoch)) {
            for (int from = 0; from < order.length && !window.diverged(); from += recipe.batchSize()) {
                observer.checkpoint();
                long begin = System.nanoTime();
                classifier.train(batches, window);
                if (from + recipe.batchSize() >= order.length) {
                    window.read();
                }
                long nanos = System.nanoTime() - begin;
                epochNanos += nanos;
                trainingNanos += nanos;
                imagesTrained += Math.min(recipe.batchSize(), order.length - from);
                step++;
                observer.stepped(step, imagesPerSecond());
            }
        }
        return epochNanos / NANOS;
    }

    /** All indices of the training images in a random order that depends on seed and epoch (Fisher-Yates shuffle). */
    private long[] order(int epoch) {
        long[] order = new long[splits.train().count()];
        Arrays.setAll(order, i -> i);
        Random random = RandomStream.of(seed, Purpose.BATCH_ORDER, epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    private long stepsPerEpoch() {
        return (splits.train().count() + recipe.batchSize() - 1L) / recipe.batchSize();
    }

    private double imagesPerSecond() {
        return imagesTrained * NANOS / Math.max(1, trainingNanos);
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - start) / NANOS;
    }
}
