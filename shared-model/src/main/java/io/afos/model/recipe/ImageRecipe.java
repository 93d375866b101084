package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a training by our own workers: a network and images of the catalogue.
 *
 * <p>Two trainings with equal recipe, activation and seed on the same kind of device give the same metrics.
 *
 * @param data data set, its limits and its split
 * @param architecture the network
 * @param epochs passes over the training images of a candidate that survives screening, 1 to 1,000
 * @param batchSize images per step, 1 to 4,096
 * @param optimizer the optimizer
 * @param screening when a weak candidate is stopped; {@code null} trains every candidate to the end
 * @param precision floating point format of the training
 * @param fitnessSplit the split whose loss and accuracy decide fitness
 * @param reportTest whether the test split is measured too, for reporting, at the end of a full training
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
public record ImageRecipe(
        DataSpec data,
        Architecture architecture,
        int epochs,
        int batchSize,
        Optimizer optimizer,
        @Nullable Screening screening,
        Precision precision,
        FitnessSplit fitnessSplit,
        boolean reportTest)
        implements Recipe {

    public static final int MAX_BATCH_SIZE = 4_096;

    /** What the names of queues of uploaded networks end with; no name of a data set does. */
    public static final String NETWORKS = ".networks";

    public ImageRecipe {
        Ranges.require("epochs", epochs, 1, MAX_EPOCHS);
        Ranges.require("batchSize", batchSize, 1, MAX_BATCH_SIZE);
    }

    @Override
    public String dataset() {
        return data.dataset();
    }

    /** Trainings of uploaded networks wait apart, as workers of before cannot do them. */
    @Override
    public String queue() {
        return architecture.graph() == null ? dataset() : networksQueue(dataset());
    }

    /** The queue of trainings of uploaded networks on a data set. */
    public static String networksQueue(String dataset) {
        return dataset + NETWORKS;
    }

    /** The data set whose trainings wait in a queue. */
    public static String datasetOf(String queue) {
        return queue.endsWith(NETWORKS) ? queue.substring(0, queue.length() - NETWORKS.length()) : queue;
    }

    @Override
    public String network() {
        return architecture.name();
    }

    @Override
    public Objective objective() {
        return Objective.STANDARD;
    }

    /** Without a look at the test split. */
    @Override
    public ImageRecipe shortened(int firstEpochs) {
        Ranges.require("epochs", firstEpochs, 1, epochs - 1);
        return new ImageRecipe(
                data, architecture, firstEpochs, batchSize, optimizer, screening, precision, fitnessSplit, false);
    }

    /** The floating point format of parameters, activations and gradients. */
    public enum Precision {
        FLOAT32
    }

    /** The images on which fitness is measured. */
    public enum FitnessSplit {
        /** Images held out of the official training set; the default. */
        VALIDATION,
        /** The official test images: the result is then no longer an unbiased estimate of the test accuracy. */
        TEST
    }

    @Override
    public String canonicalText() {
        var lines = new StringJoiner("\n");
        data.describe(lines);
        architecture.describe(lines);
        lines.add("epochs=" + epochs);
        lines.add("batchSize=" + batchSize);
        lines.add("optimizer=" + optimizer.describe());
        lines.add("screening=" + (screening == null ? "none" : screening.describe()));
        lines.add("precision=" + precision.name().toLowerCase(Locale.ROOT));
        lines.add("fitnessSplit=" + fitnessSplit.name().toLowerCase(Locale.ROOT));
        lines.add("reportTest=" + reportTest);
        return lines.toString();
    }
}
