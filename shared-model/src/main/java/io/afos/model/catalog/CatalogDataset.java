package io.afos.model.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A data set that workers can read.
 *
 * @param name its name in requests
 * @param title its name for people
 * @param width of an image in pixels
 * @param height of an image in pixels
 * @param channels 1 for grey, 3 for colour
 * @param classes class names in the order of their labels
 * @param trainImages images of the official training set
 * @param testImages images of the official test set
 * @param source where it comes from
 * @param licence under which it may be used
 * @param bundled whether workers carry it with them
 */
public record CatalogDataset(
        String name,
        String title,
        int width,
        int height,
        int channels,
        List<String> classes,
        int trainImages,
        int testImages,
        String source,
        String licence,
        boolean bundled) {

    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final List<String> CIFAR =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final String ZALANDO = "https://github.com/zalandoresearch/fashion-mnist";

    private static final List<CatalogDataset> ALL = List.of(
            new CatalogDataset(
                    "fashion-mnist-mini",
                    "Fashion-MNIST, 1,000 training and 200 test images of each class",
                    28,
                    28,
                    1,
                    CLOTHES,
                    10_000,
                    2_000,
                    ZALANDO,
                    "MIT",
                    true),
            new CatalogDataset(
                    "fashion-mnist", "Fashion-MNIST", 28, 28, 1, CLOTHES, 60_000, 10_000, ZALANDO, "MIT", false),
            new CatalogDataset(
                    "mnist",
                    "MNIST",
                    28,
                    28,
                    1,
                    DIGITS,
                    60_000,
                    10_000,
                    "http://yann.lecun.com/exdb/mnist/",
                    "often quoted as CC BY-SA 3.0; not stated by its authors",
                    false),
            new CatalogDataset(
                    "cifar10",
                    "CIFAR-10",
                    32,
                    32,
                    3,
                    CIFAR,
                    50_000,
                    10_000,
                    "https://www.cs.toronto.edu/~kriz/cifar.html",
                    "none stated",
                    false));

    public CatalogDataset {
        classes = List.copyOf(classes);
    }

    public static List<CatalogDataset> all() {
        return ALL;
    }

    public static Optional<CatalogDataset> find(String name) {
        return ALL.stream().filter(dataset -> dataset.name.equals(name)).findFirst();
    }
}
