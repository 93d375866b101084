package io.afos.trainer.data.prepared;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files in the official layouts. */
public final class TestFiles {

    static final int CIFAR_RECORD = 3073;

    private TestFiles() {}

    /** Image i has the pixels i, i+1, ... modulo 256. */
    static byte[] idxImages(int count) {
        var out = ByteBuffer.allocate(16 + count * 784);
        out.putInt(0x0803).putInt(count).putInt(28).putInt(28);
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < 784; pixel++) {
                out.put((byte) (i + pixel));
            }
        }
        return out.array();
    }

    /** Image i has the label i modulo 10. */
    static byte[] idxLabels(int count) {
        var out = ByteBuffer.allocate(8 + count);
        out.putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            out.put((byte) (i % 10));
        }
        return out.array();
    }

    /** Record i has the label i modulo 10 and the pixels i, i+1, ... modulo 256. */
    static byte[] cifarBatch(int records) {
        var out = ByteBuffer.allocate(records * CIFAR_RECORD);
        for (int i = 0; i < records; i++) {
            out.put((byte) (i % 10));
            for (int pixel = 0; pixel < 3072; pixel++) {
                out.put((byte) (i + pixel));
            }
        }
        return out.array();
    }

    static Map<String, byte[]> cifarBatches(int records) {
        Map<String, byte[]> batches = new LinkedHashMap<>();
        for (int i = 1; i <= 5; i++) {
            batches.put("data_batch_" + i + ".bin", cifarBatch(records));
        }
        batches.put("test_batch.bin", cifarBatch(records));
        return batches;
    }

    static byte[] cifarArchive(Map<String, byte[]> batches) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        batches.forEach((name, content) -> files.put("cifar-10-batches-bin/" + name, content));
        return tarGz(files);
    }

    public static byte[] tarGz(Map<String, byte[]> files) {
        return tarGz(files, StandardCharsets.UTF_8);
    }

    public static byte[] tarGz(Map<String, byte[]> files, Charset names) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), names.name())) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
