package io.afos.trainer.data;

import io.afos.model.catalog.CatalogDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A data set whose published files lie in the data directory or are fetched into it. */
record Published(CatalogDataset facts, Layout layout) implements Catalogued {

    /** How the published files are to be read. */
    interface Layout {

        /** @param paths of the files, in the order of {@code facts.files()} */
        Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) throws IOException;
    }

    @Override
    public boolean present(DataFiles files) {
        return files.has(name(), facts.files());
    }

    @Override
    public boolean fetchable(DataFiles files) {
        return files.settings().downloads() && !present(files);
    }

    @Override
    public List<Path> find(DataFiles files) {
        return files.find(name(), facts.files());
    }

    @Override
    public Optional<String> deviation(DataFiles files) {
        List<Path> paths = find(files);
        return IntStream.range(0, paths.size())
                .mapToObj(
                        i -> files.deviation(name(), paths.get(i), facts.files().get(i)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Listing list(DataFiles files) throws IOException {
        return layout.list(facts, find(files), files);
    }
}
