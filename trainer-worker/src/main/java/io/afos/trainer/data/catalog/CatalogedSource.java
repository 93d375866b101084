package io.afos.trainer.data.catalog;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.image.ImageShape;

/** A data set of the catalog with its catalog entry. */
interface CatalogedSource extends DatasetSource {

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
