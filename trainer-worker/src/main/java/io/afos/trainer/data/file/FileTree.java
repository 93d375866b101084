package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files below a root: a directory, or an archive that is read without unpacking it to disk. */
public interface FileTree {

    /** The directory or archive. */
    Path root();

    /** Visits every regular file once, always in the same order. */
    void each(Visitor visitor) throws IOException;

    /** Receives files with their paths below the root, with slashes (see {@link FileNames}). */
    interface Visitor {

        void visit(String path, Content content) throws IOException;

        /** A folder, empty or not. */
        default void folder(String path) {}

        /** A link, which is not followed. */
        default void link(String path) {}
    }

    /** The content of a file, available during the visit. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** Whether a file name has the extension of an archive. */
    static boolean isArchive(Path file) {
        String name = name(file);
        return Files.isRegularFile(file)
                && (name.endsWith(".zip") || name.endsWith(".tar.gz") || name.endsWith(".tgz"));
    }

    /** The tree of an archive, by its extension. */
    static FileTree of(Path archive, long maxBytes) {
        return name(archive).endsWith(".zip") ? new ZipTree(archive, maxBytes) : new TarGzTree(archive, maxBytes);
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
