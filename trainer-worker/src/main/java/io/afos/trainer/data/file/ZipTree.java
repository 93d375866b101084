package io.afos.trainer.data.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip archive. */
record ZipTree(Path root, long maxBytes) implements FileTree {

    @Override
    public void each(Visitor visitor) throws IOException {
        var limit = new UnpackingLimit(maxBytes);
        try (ZipFile zip = ZipFile.builder().setPath(root).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                limit.file();
                if (entry.isUnixSymlink()) {
                    visitor.link(FileNames.of(entry));
                } else if (entry.isDirectory()) {
                    visitor.folder(FileNames.of(entry));
                } else {
                    visitor.visit(FileNames.of(entry), () -> limit.counting(zip.getInputStream(entry)));
                }
            }
        }
    }
}
