package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files below a root: a directory, or an archive that is read in place, without unpacking. */
public interface FileTree {

    /** The directory or archive. */
    Path root();

    /** Shows every regular file once, in the same order each time. */
    void each(Visitor visitor) throws IOException;

    /** Is shown files, by their paths below the root with slashes (see {@link FileNames}). */
    interface Visitor {

        void visit(String path, Content content) throws IOException;

        /** A folder, whether anything is in it or not. */
        default void folder(String path) {}

        /** A link, which is not followed. */
        default void link(String path) {}
    }

    /** The content of a file while it is shown. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** Whether a file is an archive, by its ending. */
    static boolean isArchive(Path file) {
        String name = name(file);
        return Files.isRegularFile(file)
                && (name.endsWith(".zip") || name.endsWith(".tar.gz") || name.endsWith(".tgz"));
    }

    /** The tree that an archive is, by its ending. */
    static FileTree of(Path archive, long maxBytes) {
        return name(archive).endsWith(".zip") ? new ZipTree(archive, maxBytes) : new TarGzTree(archive, maxBytes);
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
