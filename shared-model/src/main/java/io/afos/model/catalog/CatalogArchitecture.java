package io.afos.model.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A network that workers can train.
 *
 * @param name its name in requests
 * @param title its name for people
 * @param description its layers
 * @param minSize smallest width and height of an image in pixels
 */
public record CatalogArchitecture(String name, String title, String description, int minSize) {

    private static final List<CatalogArchitecture> ALL = List.of(
            new CatalogArchitecture(
                    "afos-base",
                    "AFOS base network",
                    "Three stages of 32, 64 and 128 channels, each twice [3x3 convolution, pointwise dense layer over the"
                            + " channels, activation], then 2x2 max-pooling and dropout 0.2; dense 128, dense 128,"
                            + " activation, dropout 0.2, dense classes. The network on which the AFOS paper searches.",
                    8),
            new CatalogArchitecture(
                    "afos-base-plain",
                    "AFOS base network without pointwise layers",
                    "As afos-base, but the activation follows each convolution directly, and there is one dense layer of"
                            + " 128. The network of the AFOS code's ReLU benchmark.",
                    8));

    public static List<CatalogArchitecture> all() {
        return ALL;
    }

    public static Optional<CatalogArchitecture> find(String name) {
        return ALL.stream()
                .filter(architecture -> architecture.name.equals(name))
                .findFirst();
    }
}
