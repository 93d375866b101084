package io.afos.model.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Networks that torchvision and others exported, which lie beside the repository. */
public final class SharedNetworks {

    public static final String TORCHVISION = "torchvision-0.14-weights-zero.tar.gz";
    public static final String LIGHT = "onnx-light-models.tar.gz";

    private static final Path DIRECTORY = Path.of("../../shared/onnx");
    private static final int BLOCK = 512;

    private SharedNetworks() {}

    /** What is done with a file as it streams by. */
    public interface Visitor {
        void visit(String name, InputStream content) throws IOException;
    }

    /** Visits the files of an archive whose names pass; the test is skipped if the archive is absent. */
    public static void each(String archive, Predicate<String> names, Visitor visitor) throws IOException {
        Path file = DIRECTORY.resolve(archive);
        assumeTrue(Files.exists(file), "no " + file);
        try (var tar = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] header = tar.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; ) {
                String name = text(header, 0, 100).replaceFirst(".*/", "");
                long size = Long.parseLong(text(header, 124, 12).trim(), 8);
                var content = new Bounded(tar, size);
                if (header[156] != '5' && names.test(name)) {
                    visitor.visit(name, content);
                }
                content.skipNBytes(content.left);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                header = tar.readNBytes(BLOCK);
            }
        }
    }

    /** The files of an archive whose names pass, by name. */
    public static TreeMap<String, byte[]> bytes(String archive, Predicate<String> names) throws IOException {
        var files = new TreeMap<String, byte[]>();
        each(archive, names, (name, content) -> files.put(name, content.readAllBytes()));
        return files;
    }

    private static String text(byte[] header, int start, int length) {
        return new String(header, start, length, StandardCharsets.US_ASCII).replaceFirst("\0.*", "");
    }

    private static final class Bounded extends InputStream {

        private final InputStream in;
        private long left;

        Bounded(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
