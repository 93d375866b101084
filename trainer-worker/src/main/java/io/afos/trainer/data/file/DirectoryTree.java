package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A directory. Symbolic links below it are not followed, so nothing outside it is read. */
public record DirectoryTree(Path root) implements FileTree {

    @Override
    public void each(Visitor visitor) throws IOException {
        for (Path file : files()) {
            visitor.visit(relative(root, file), () -> Files.newInputStream(file));
        }
    }

    /** The path of a file below a root, with slashes. */
    public static String relative(Path root, Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** Every regular file, sorted by path. */
    public List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root.toRealPath())) {
            Path real = root.toRealPath();
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.resolve(real.relativize(file)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // a directory that may not be read
        }
    }
}
