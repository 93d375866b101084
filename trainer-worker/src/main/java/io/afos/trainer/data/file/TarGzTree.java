package io.afos.trainer.data.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A gzipped tar archive. */
public record TarGzTree(Path root, long maxBytes) implements FileTree {

    private static final int CHUNK = 1 << 16;

    @Override
    public void each(Visitor visitor) throws IOException {
        var limit = new UnpackingLimit(maxBytes);
        try (InputStream file = Files.newInputStream(root);
                InputStream content = limit.counting(new GZIPInputStream(new BufferedInputStream(file, CHUNK), CHUNK));
                var tar = new TarArchiveInputStream(
                        new BufferedInputStream(content, CHUNK), StandardCharsets.ISO_8859_1.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                limit.file();
                String path = FileNames.ofTar(entry.getName());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    visitor.link(path);
                } else if (entry.isDirectory()) {
                    visitor.folder(path);
                } else if (entry.isFile()) {
                    visitor.visit(path, () -> unclosed(tar));
                }
            }
        }
    }

    private static InputStream unclosed(InputStream tar) {
        return new FilterInputStream(tar) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return tar.read(target, offset, length);
            }

            @Override
            public void close() {
                // the next entry is read from the same stream
            }
        };
    }
}
