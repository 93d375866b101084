package io.afos.trainer.data.format;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.Gzip;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The layout of the MNIST family: training images and labels, test images and labels, each as a gzipped IDX file. */
public final class IdxFiles implements Layout {

    @Override
    public Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) {
        byte[][] contents = new byte[paths.size()][];
        for (int i = 0; i < contents.length; i++) {
            Path path = paths.get(i);
            int at = i;
            DataFiles.reading(
                    path,
                    () -> contents[at] = Gzip.unpacked(
                            Files.newInputStream(path), files.properties().maxBytes()));
        }
        return listing(facts, contents, paths);
    }

    /** @param paths the names of the contents for error messages */
    public static Listing listing(CatalogDataset facts, byte[][] contents, List<Path> paths) {
        var shape = new ImageShape(facts.channels(), facts.height(), facts.width());
        int[][] labels = new int[2][];
        for (int part = 0; part < 2; part++) {
            int images = 2 * part;
            int at = part;
            DataFiles.reading(
                    paths.get(images + 1),
                    () -> labels[at] = IdxFormat.labels(contents[images + 1], facts.classCount()));
            DataFiles.reading(
                    paths.get(images), () -> IdxFormat.requireImages(contents[images], labels[at].length, shape));
        }
        return new Listing(facts.classes(), Map.of(Part.TRAIN, labels[0], Part.TEST, labels[1]), visitor -> {
            int position = 0;
            for (int part = 0; part < 2; part++) {
                byte[] content = contents[2 * part];
                for (int i = 0; i < labels[part].length; i++) {
                    int start = IdxFormat.IMAGES_HEADER + i * shape.bytes();
                    visitor.visit(
                            position++,
                            shape.bytes(),
                            (reader, size) -> new Picture(
                                            1,
                                            shape.height(),
                                            shape.width(),
                                            Arrays.copyOfRange(content, start, start + shape.bytes()))
                                    .fitted(size));
                }
            }
        });
    }
}
