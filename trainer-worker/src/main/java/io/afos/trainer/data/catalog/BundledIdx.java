package io.afos.trainer.data.catalog;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.data.file.Gzip;
import io.afos.trainer.data.format.IdxFiles;
import io.afos.trainer.data.format.Listing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small data set of the MNIST family, bundled in the jar. */
record BundledIdx(CatalogDataset facts) implements CatalogedSource {

    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");

    @Override
    public boolean present(DataFiles files) {
        return true;
    }

    @Override
    public List<Path> find(DataFiles files) {
        return List.of();
    }

    @Override
    public boolean instant() {
        return true;
    }

    @Override
    public String fingerprint(DataFiles files) {
        return Digests.sha256(Stream.of(contents())
                .map(content -> Digests.sha256(content) + "\n")
                .collect(Collectors.joining()));
    }

    @Override
    public Listing list(DataFiles files) {
        return IdxFiles.listing(facts, contents(), FILES.stream().map(Path::of).toList());
    }

    private byte[][] contents() {
        try {
            byte[][] contents = new byte[FILES.size()][];
            for (int i = 0; i < contents.length; i++) {
                contents[i] = content(FILES.get(i));
            }
            return contents;
        } catch (IOException e) {
            throw new DatasetException(
                    String.format(
                            Locale.ROOT,
                            "the bundled data set %s cannot be read (%s): this installation is damaged, reinstall it",
                            name(),
                            e.getMessage()),
                    e);
        }
    }

    private byte[] content(String file) throws IOException {
        String path = "/datasets/" + name() + "/" + file;
        InputStream in = BundledIdx.class.getResourceAsStream(path);
        if (in == null) {
            throw new FileNotFoundException("resource " + path + " is missing");
        }
        return Gzip.unpacked(in, 1 << 27);
    }
}
