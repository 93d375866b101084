package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A directory. Symbolic links below it are not followed, so nothing outside it is read. */
public record DirectoryTree(Path root) implements FileTree {

    @Override
    public void each(Visitor visitor) throws IOException {
        for (Path path : paths(file -> true)) {
            String name = FileNames.relative(root, path);
            if (Files.isSymbolicLink(path)) {
                visitor.link(name);
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                visitor.folder(name);
            } else if (isFile(path)) {
                visitor.visit(name, () -> Files.newInputStream(path));
            }
        }
    }

    /** Every regular file, sorted by path. */
    public List<Path> files() throws IOException {
        return paths(DirectoryTree::isFile);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private List<Path> paths(Predicate<Path> wanted) throws IOException {
        Path real = root.toRealPath();
        try (Stream<Path> paths = Files.walk(real)) {
            return paths.filter(path -> !path.equals(real))
                    .filter(wanted)
                    .map(path -> root.resolve(real.relativize(path)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // an unreadable directory
        }
    }
}
