package io.afos.trainer.data.format;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The layout of published files. */
public interface Layout {

    /** @param paths the files, in the order of {@code facts.files()} */
    Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) throws IOException;
}
