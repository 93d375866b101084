package io.afos.trainer.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * CIFAR-10 in its binary form (Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and its page):
 * a tar.gz of five training batches and a test batch, whose records are one label byte and 32x32 red, green and blue
 * bytes.
 */
record Cifar10(String name, RemoteFile archive) implements DatasetSource {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int CLASSES = 10;
    private static final int RECORD = 1 + SHAPE.bytes();
    private static final List<String> TRAIN_BATCHES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final List<String> TEST_BATCHES = List.of("test_batch.bin");

    @Override
    public List<RemoteFile> files() {
        return List.of(archive);
    }

    @Override
    public Dataset load(DataFiles files) {
        Path path = files.find(name, archive);
        try {
            Map<String, Integer> counts = counts(path, files.maxBytes());
            var train = new Images(TRAIN_BATCHES, counts);
            var test = new Images(TEST_BATCHES, counts);
            eachBatch(path, (batch, size, content) -> {
                train.read(batch, content);
                test.read(batch, content);
            });
            if (!files.isOfficial(path, archive)) {
                files.warnOfOtherContent(path, archive);
            }
            return new Dataset(name, CLASSES, train.images(), test.images());
        } catch (IOException e) {
            throw DataFiles.damaged(path, String.valueOf(e.getMessage()), "the content of " + archive.address());
        }
    }

    /** The number of images in each batch, so that memory is needed for the images alone. */
    private static Map<String, Integer> counts(Path archive, long maxBytes) throws IOException {
        var counts = new HashMap<String, Integer>();
        eachBatch(archive, (batch, size, content) -> {
            if (size > maxBytes) {
                throw new IOException("its file %s has %,d bytes, more than %,d (afos.worker.max-dataset-size)"
                        .formatted(batch, size, maxBytes));
            }
            if (size == 0 || size % RECORD != 0) {
                throw new IOException(
                        "its file %s has %,d bytes, not a multiple of %,d".formatted(batch, size, RECORD));
            }
            counts.put(batch, Math.toIntExact(size / RECORD));
        });
        return counts;
    }

    private static void eachBatch(Path archive, BatchReader reader) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                var tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String batch = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && (TRAIN_BATCHES.contains(batch) || TEST_BATCHES.contains(batch))) {
                    reader.read(batch, entry.getSize(), tar);
                }
            }
        }
    }

    private interface BatchReader {
        void read(String batch, long size, InputStream content) throws IOException;
    }

    /** The images of some batches, in the order of the batches. */
    private static final class Images {

        private final Map<String, Integer> counts;
        private final Map<String, Integer> starts = new HashMap<>();
        private final byte[] pixels;
        private final int[] labels;

        Images(List<String> batches, Map<String, Integer> counts) throws IOException {
            this.counts = counts;
            int count = 0;
            for (String batch : batches) {
                if (!counts.containsKey(batch)) {
                    throw new IOException("it has no file " + batch);
                }
                starts.put(batch, count);
                count = Math.addExact(count, counts.get(batch));
            }
            pixels = new byte[Math.multiplyExact(count, SHAPE.bytes())];
            labels = new int[count];
        }

        void read(String batch, InputStream content) throws IOException {
            Integer start = starts.get(batch);
            if (start == null) {
                return;
            }
            var records = new DataInputStream(new BufferedInputStream(content, 1 << 16));
            for (int i = start; i < start + counts.get(batch); i++) {
                labels[i] = records.readUnsignedByte();
                if (labels[i] >= CLASSES) {
                    throw new IOException(
                            "label %d of image %d is not one of %d classes".formatted(labels[i], i, CLASSES));
                }
                records.readFully(pixels, i * SHAPE.bytes(), SHAPE.bytes());
            }
        }

        LabelledImages images() {
            return new LabelledImages(SHAPE, pixels, labels);
        }
    }
}
