package io.afos.trainer.data.format;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.file.TarGzTree;
import io.afos.trainer.image.Picture;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in its binary form (Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and its
 * page): a tar.gz of five training batches and a test batch, whose records are one label byte followed by 32x32 red,
 * green and blue bytes.
 */
public final class CifarBatches implements Layout {

    private static final int SIDE = 32;
    private static final int RECORD = 1 + 3 * SIDE * SIDE;
    private static final List<String> TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final String TEST = "test_batch.bin";

    @Override
    public Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) {
        Path archive = paths.get(0);
        var tree = new TarGzTree(archive, files.properties().maxBytes());
        Map<String, int[]> labelsOf = new HashMap<>();
        DataFiles.reading(
                archive,
                () -> tree.each((path, content) -> {
                    String batch = path.substring(path.lastIndexOf('/') + 1);
                    boolean wanted = TRAIN.contains(batch) || batch.equals(TEST);
                    if (wanted && labelsOf.put(batch, labels(batch, content, facts.classCount())) != null) {
                        throw new IOException(String.format(Locale.ROOT, "it contains the file %s twice", batch));
                    }
                }));
        Map<String, Integer> starts = new HashMap<>();
        int[] train = {};
        for (String batch : TRAIN) {
            starts.put(batch, train.length);
            train = IntStream.concat(Arrays.stream(train), Arrays.stream(labels(archive, labelsOf, batch)))
                    .toArray();
        }
        starts.put(TEST, train.length);
        int[] test = labels(archive, labelsOf, TEST);
        return new Listing(
                facts.classes(),
                Map.of(Part.TRAIN, train, Part.TEST, test),
                visitor -> DataFiles.reading(
                        archive,
                        () -> tree.each((path, content) -> {
                            Integer start = starts.get(path.substring(path.lastIndexOf('/') + 1));
                            if (start != null) {
                                show(content, start, visitor);
                            }
                        })));
    }

    private static int[] labels(Path archive, Map<String, int[]> labelsOf, String batch) {
        int[] labels = labelsOf.get(batch);
        if (labels == null) {
            throw DataFiles.damaged(archive, "it has no file " + batch);
        }
        return labels;
    }

    private static int[] labels(String batch, FileTree.Content content, int classes) throws IOException {
        try (var records = new DataInputStream(new BufferedInputStream(content.open(), 1 << 16))) {
            IntStream.Builder labels = IntStream.builder();
            byte[] record = new byte[RECORD];
            int count = 0;
            for (int n = records.readNBytes(record, 0, RECORD); n > 0; n = records.readNBytes(record, 0, RECORD)) {
                if (n < RECORD) {
                    throw new EOFException(String.format(
                            Locale.ROOT,
                            "its file %s has %,d bytes, not a multiple of %,d",
                            batch,
                            (long) count * RECORD + n,
                            RECORD));
                }
                int label = Byte.toUnsignedInt(record[0]);
                if (label >= classes) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "label %d of image %d in %s is not one of %d classes",
                            label,
                            count,
                            batch,
                            classes));
                }
                labels.add(label);
                count++;
            }
            if (count == 0) {
                throw new EOFException(String.format(Locale.ROOT, "its file %s has 0 bytes", batch));
            }
            return labels.build().toArray();
        }
    }

    private static void show(FileTree.Content content, int start, Listing.Visitor visitor) throws IOException {
        try (var records = new BufferedInputStream(content.open(), 1 << 16)) {
            int position = start;
            byte[] record = records.readNBytes(RECORD);
            while (record.length == RECORD) {
                byte[] planes = Arrays.copyOfRange(record, 1, RECORD);
                visitor.visit(position++, RECORD, (reader, size) -> new Picture(3, SIDE, SIDE, planes).fitted(size));
                record = records.readNBytes(RECORD);
            }
        }
    }
}
