package io.afos.model.recipe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a training and its measurement, apart from the activation function and the seed.
 *
 * <p>Two trainings with equal recipe, activation and seed on the same kind of device give the same metrics.
 *
 * @param data data set, its limits and its split
 * @param architecture the network
 * @param epochs passes over the training images of a candidate that survives screening, 1 to 1,000
 * @param batchSize images per step, 1 to 4,096
 * @param optimizer the optimizer
 * @param screening when a weak candidate is given up; {@code null} trains every candidate to the end
 * @param precision floating point format of the training
 * @param fitnessSplit the split whose loss and accuracy decide fitness
 * @param reportTest whether the test split is measured too, for reporting, at the end of a full training
 */
public record Recipe(
        DataSpec data,
        Architecture architecture,
        int epochs,
        int batchSize,
        Optimizer optimizer,
        @Nullable Screening screening,
        Precision precision,
        FitnessSplit fitnessSplit,
        boolean reportTest) {

    public static final int MAX_EPOCHS = 1_000;
    public static final int MAX_BATCH_SIZE = 4_096;

    public Recipe {
        Ranges.require("epochs", epochs, 1, MAX_EPOCHS);
        Ranges.require("batchSize", batchSize, 1, MAX_BATCH_SIZE);
    }

    /**
     * The recipe of trainings that end after the first so many epochs of this one's, without a look at the test split.
     * Nothing in a training depends on the epochs to come, so they give the metrics that this one's have there.
     *
     * @param firstEpochs less than {@code epochs}
     */
    public Recipe shortened(int firstEpochs) {
        Ranges.require("epochs", firstEpochs, 1, epochs - 1);
        return new Recipe(
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

    /**
     * A stable identity of this recipe.
     *
     * @return 64 lower-case hexadecimal digits, the SHA-256 of {@link #canonicalText()}
     */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * All fields as {@code name=value} lines in a fixed order. A field added later is written only where it differs from
     * the behaviour before it existed, so that hashes of older recipes stay as they are.
     */
    String canonicalText() {
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
