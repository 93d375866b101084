package io.afos.trainer.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final int TRAIN_BATCHES = 5;
    private static final String TEST_BATCH = "test_batch.bin";

    @Override
    public Dataset load(DataFiles files) {
        Path path = files.find(name, archive);
        try {
            Map<String, byte[]> batches = batches(path, files.maxBytes());
            LabelledImages test = images(List.of(take(batches, TEST_BATCH)));
            List<byte[]> train = new ArrayList<>();
            for (int i = 1; i <= TRAIN_BATCHES; i++) {
                train.add(take(batches, "data_batch_" + i + ".bin"));
            }
            Dataset dataset = new Dataset(name, CLASSES, images(train), test);
            if (!files.isOfficial(path, archive)) {
                files.warnOfOtherContent(path, archive);
            }
            return dataset;
        } catch (IOException e) {
            throw DataFiles.damaged(path, String.valueOf(e.getMessage()), "the content of " + archive.address());
        }
    }

    private static Map<String, byte[]> batches(Path archive, long maxBytes) throws IOException {
        Map<String, byte[]> batches = new HashMap<>();
        long left = maxBytes;
        try (InputStream file = Files.newInputStream(archive);
                var tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String batch = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && batch.endsWith(".bin")) {
                    if (entry.getSize() > left) {
                        throw Unpacked.tooLarge(maxBytes);
                    }
                    byte[] content = tar.readNBytes((int) entry.getSize());
                    left -= content.length;
                    batches.put(batch, content);
                }
            }
        }
        return batches;
    }

    private static byte[] take(Map<String, byte[]> batches, String name) throws IOException {
        byte[] content = batches.remove(name);
        if (content == null) {
            throw new IOException("it has no file " + name);
        }
        if (content.length == 0 || content.length % RECORD != 0) {
            throw new IOException(
                    "its file %s has %,d bytes, not a multiple of %,d".formatted(name, content.length, RECORD));
        }
        return content;
    }

    private static LabelledImages images(List<byte[]> batches) throws IOException {
        int count = batches.stream().mapToInt(batch -> batch.length / RECORD).sum();
        int[] labels = new int[count];
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.bytes())];
        int image = 0;
        for (byte[] batch : batches) {
            for (int record = 0; record < batch.length; record += RECORD) {
                labels[image] = Byte.toUnsignedInt(batch[record]);
                if (labels[image] >= CLASSES) {
                    throw new IOException(
                            "label %d of image %d is not one of %d classes".formatted(labels[image], image, CLASSES));
                }
                System.arraycopy(batch, record + 1, pixels, image * SHAPE.bytes(), SHAPE.bytes());
                image++;
            }
        }
        return new LabelledImages(SHAPE, pixels, labels);
    }
}
