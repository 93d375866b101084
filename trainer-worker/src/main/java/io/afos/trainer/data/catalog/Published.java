package io.afos.trainer.data.catalog;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Layout;
import io.afos.trainer.data.format.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A data set whose published files are in the data directory or downloaded to it. */
public record Published(CatalogDataset facts, Layout layout) implements CatalogedSource {

    @Override
    public boolean present(DataFiles files) {
        return files.has(name(), facts.files());
    }

    @Override
    public boolean fetchable(DataFiles files) {
        return files.properties().downloads() && !present(files);
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
