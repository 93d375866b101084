package io.afos.trainer.network;

import ai.djl.ndarray.types.Shape;
import io.afos.model.network.Extents;
import java.util.List;

/** Shapes as the engine has them. */
final class Sizes {

    private Sizes() {}

    /** The shape for a number of images. */
    static Shape of(Extents extents, long images) {
        return new Shape(extents.sizes().stream()
                .mapToLong(size -> size < 0 ? -size * images : size)
                .toArray());
    }

    /** The shape of what does not depend on the number of images. */
    static Shape fixed(Extents extents) {
        return of(extents, 1);
    }

    static Shape pair(List<Integer> heightAndWidth) {
        return new Shape(heightAndWidth.get(0), heightAndWidth.get(1));
    }
}
