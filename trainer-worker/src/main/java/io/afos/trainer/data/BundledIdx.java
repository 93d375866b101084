package io.afos.trainer.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** A small data set of the MNIST family that ships inside the jar. */
record BundledIdx(String name) implements DatasetSource {

    @Override
    public List<RemoteFile> files() {
        return List.of();
    }

    @Override
    public Dataset load(DataFiles files) {
        try {
            return new Dataset(name, IdxDataset.CLASSES, split("train"), split("t10k"));
        } catch (IOException e) {
            throw new DatasetException(
                    "the bundled data set %s cannot be read (%s): this installation is damaged, install it again"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    private LabelledImages split(String prefix) throws IOException {
        return IdxFormat.read(
                resource(prefix + "-images-idx3-ubyte.gz"),
                resource(prefix + "-labels-idx1-ubyte.gz"),
                IdxDataset.SHAPE,
                IdxDataset.CLASSES);
    }

    private byte[] resource(String file) throws IOException {
        String path = "/datasets/" + name + "/" + file;
        try (var in = BundledIdx.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + path + " is missing");
            }
            return Unpacked.gzip(in, 1 << 27);
        }
    }
}
