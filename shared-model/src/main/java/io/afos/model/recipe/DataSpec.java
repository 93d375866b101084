package io.afos.model.recipe;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which images a network is trained and measured on, and what is done to them.
 *
 * @param dataset name of the data set in the catalog, such as {@code fashion-mnist-mini}, or {@code folder:NAME} for a
 *     directory of class folders that lies beside the workers' data sets under that name
 * @param trainImages maximum number of training images, class-balanced, drawn with the split seed; {@code null} for all
 *     that remain after the validation split
 * @param validationImages images held out of the training set, class-balanced, 1 to 1,000,000; where the data set has
 *     validation images of its own, at most this number of those
 * @param testImages maximum number of test images, class-balanced; {@code null} for all
 * @param splitSeed seed of the draw of validation and training images
 * @param imageSize width and height in pixels to which images are brought, 8 to 512; {@code null} for the data set's
 *     standard size
 * @param augmentation what is done to training images at random
 * @param normalization the scale of the pixel values
 * @param contentSha256 the fingerprint that the data must have, 64 lower-case hexadecimal digits; {@code null} for any
 */
public record DataSpec(
        String dataset,
        @Nullable Integer trainImages,
        int validationImages,
        @Nullable Integer testImages,
        long splitSeed,
        @Nullable Integer imageSize,
        Augmentation augmentation,
        Normalization normalization,
        @Nullable String contentSha256) {

    public static final int MAX_IMAGES = 1_000_000;
    public static final int MIN_IMAGE_SIZE = 8;
    public static final int MAX_IMAGE_SIZE = 512;

    /** Begins the names of data sets that are directories of the user's own. */
    public static final String FOLDER = "folder:";

    public DataSpec {
        Ranges.requireName("data.dataset", withoutPrefix(dataset));
        if (trainImages != null) {
            Ranges.require("data.trainImages", trainImages, 1, MAX_IMAGES);
        }
        Ranges.require("data.validationImages", validationImages, 1, MAX_IMAGES);
        if (testImages != null) {
            Ranges.require("data.testImages", testImages, 1, MAX_IMAGES);
        }
        if (imageSize != null) {
            Ranges.require("data.imageSize", imageSize, MIN_IMAGE_SIZE, MAX_IMAGE_SIZE);
        }
        if (contentSha256 != null && !contentSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("data.contentSha256 must be 64 lower-case hexadecimal digits");
        }
        // recipes of versions that did not know them lack them
        augmentation = augmentation == null ? Augmentation.NONE : augmentation;
        normalization = normalization == null ? Normalization.UNIT : normalization;
    }

    /** Images as the data set has them: standard size, not augmented, pixel values 0 to 1, whatever their content. */
    public DataSpec(
            String dataset,
            @Nullable Integer trainImages,
            int validationImages,
            @Nullable Integer testImages,
            long splitSeed) {
        this(
                dataset,
                trainImages,
                validationImages,
                testImages,
                splitSeed,
                null,
                Augmentation.NONE,
                Normalization.UNIT,
                null);
    }

    /** Whether this can be the name of a data set, which need not exist. */
    public static boolean isName(String dataset) {
        return Ranges.isName(withoutPrefix(dataset));
    }

    private static String withoutPrefix(String dataset) {
        return dataset.startsWith(FOLDER) ? dataset.substring(FOLDER.length()) : dataset;
    }

    void describe(StringJoiner lines) {
        lines.add("dataset=" + dataset);
        lines.add("trainImages=" + (trainImages == null ? "all" : trainImages));
        lines.add("validationImages=" + validationImages);
        lines.add("testImages=" + (testImages == null ? "all" : testImages));
        lines.add("splitSeed=" + splitSeed);
        if (imageSize != null) {
            lines.add("imageSize=" + imageSize);
        }
        if (augmentation != Augmentation.NONE) {
            lines.add("augmentation=" + augmentation.name().toLowerCase(Locale.ROOT));
        }
        if (normalization != Normalization.UNIT) {
            lines.add("normalization=" + normalization.name().toLowerCase(Locale.ROOT));
        }
        if (contentSha256 != null) {
            lines.add("contentSha256=" + contentSha256);
        }
    }
}
