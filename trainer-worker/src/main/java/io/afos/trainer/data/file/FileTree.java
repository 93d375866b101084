package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files below a root: a directory, or an archive that is read in place, without unpacking. */
public interface FileTree {

    /** The directory or archive. */
    Path root();

    /** Shows every regular file once, in the same order each time. */
    void each(Visitor visitor) throws IOException;

    /** Is shown files. */
    public interface Visitor {

        /** @param path below the root, with slashes */
        void visit(String path, Content content) throws IOException;
    }

    /** The content of a file while it is shown. */
    public interface Content {
        InputStream open() throws IOException;
    }

    /** The name of an archive's entry as a path: {@code tar -C x .} writes {@code ./a/1.jpg}, some zip tools backslashes. */
    static String path(String entryName) {
        return Stream.of(entryName.split("[/\\\\]"))
                .filter(folder -> !folder.isEmpty() && !folder.equals("."))
                .collect(Collectors.joining("/"));
    }

    /** The tree that a file of the name is, by its ending. */
    static FileTree of(Path file, long maxBytes) {
        String name = file.getFileName().toString();
        return name.endsWith(".zip") ? new ZipTree(file, maxBytes) : new TarGzTree(file, maxBytes);
    }
}
