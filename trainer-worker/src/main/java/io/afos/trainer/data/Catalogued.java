package io.afos.trainer.data;

import io.afos.model.catalog.CatalogDataset;

/** A data set of the catalogue, which says what there is to know of it. */
interface Catalogued extends DatasetSource {

    CatalogDataset facts();

    @Override
    default String name() {
        return facts().name();
    }

    @Override
    default ImageShape standardShape() {
        return new ImageShape(facts().channels(), facts().height(), facts().width());
    }

    @Override
    default boolean mirrored() {
        return facts().mirrored();
    }

    @Override
    default String place() {
        return name();
    }
}
