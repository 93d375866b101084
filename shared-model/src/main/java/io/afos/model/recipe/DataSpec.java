package io.afos.model.recipe;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which images a network is trained and measured on.
 *
 * @param dataset name of the data set in the catalogue, such as {@code fashion-mnist-mini}
 * @param trainImages at most so many training images, class-balanced, drawn with the split seed; {@code null} for all
 *     that remain after the validation split
 * @param validationImages images held out of the official training set, class-balanced, 1 to 1,000,000
 * @param testImages at most so many test images, class-balanced; {@code null} for all
 * @param splitSeed seed of the draw of validation and training images
 */
public record DataSpec(
        String dataset,
        @Nullable Integer trainImages,
        int validationImages,
        @Nullable Integer testImages,
        long splitSeed) {

    public static final int MAX_IMAGES = 1_000_000;

    public DataSpec {
        Ranges.requireName("data.dataset", dataset);
        if (trainImages != null) {
            Ranges.require("data.trainImages", trainImages, 1, MAX_IMAGES);
        }
        Ranges.require("data.validationImages", validationImages, 1, MAX_IMAGES);
        if (testImages != null) {
            Ranges.require("data.testImages", testImages, 1, MAX_IMAGES);
        }
    }

    void describe(StringJoiner lines) {
        lines.add("dataset=" + dataset);
        lines.add("trainImages=" + (trainImages == null ? "all" : trainImages));
        lines.add("validationImages=" + validationImages);
        lines.add("testImages=" + (testImages == null ? "all" : testImages));
        lines.add("splitSeed=" + splitSeed);
    }
}
