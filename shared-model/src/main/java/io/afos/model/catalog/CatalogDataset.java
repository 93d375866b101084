package io.afos.model.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data set that workers can read.
 *
 * @param name its name in requests
 * @param title its name for people
 * @param width of an image in pixels at the standard size, to which images of other sizes are brought
 * @param height of an image in pixels at the standard size
 * @param channels 1 for grey, 3 for colour
 * @param mirrored whether an image mirrored left to right shows the same class, so that augmentation may do so
 * @param classCount number of classes
 * @param classes class names in the order of their labels; empty where the published files list them
 * @param trainImages images of the training set
 * @param validationImages images of the official validation set; {@code null} where there is none, and validation images are
 *     held out of the training set
 * @param testImages images of the test set
 * @param usualValidation validation images of a recipe that does not say how many
 * @param splits which images the training, validation and test sets are
 * @param source where it comes from
 * @param licence under which it may be used
 * @param citation the publication to cite
 * @param provision how a worker comes by it
 * @param files the published files
 */
public record CatalogDataset(
        String name,
        String title,
        int width,
        int height,
        int channels,
        boolean mirrored,
        int classCount,
        List<String> classes,
        int trainImages,
        @Nullable Integer validationImages,
        int testImages,
        int usualValidation,
        String splits,
        String source,
        String licence,
        String citation,
        Provision provision,
        List<CatalogFile> files) {

    /** Width and height to which the images of users' folders are brought where a recipe does not say. */
    public static final int FOLDER_IMAGE_SIZE = 224;

    /** How a worker comes by a data set. */
    public enum Provision {
        /** It ships with the worker. */
        BUNDLED,
        /** It is fetched from its publisher when it is missing and downloads are allowed. */
        DOWNLOAD,
        /** Its publisher wants a login, so somebody has to place it in the worker's data directory. */
        BY_HAND
    }

    public CatalogDataset {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
    }

    public static List<CatalogDataset> all() {
        return PublishedDatasets.ALL;
    }

    public static Optional<CatalogDataset> find(String name) {
        return all().stream().filter(dataset -> dataset.name.equals(name)).findFirst();
    }
}
