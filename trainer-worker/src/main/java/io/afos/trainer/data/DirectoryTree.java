package io.afos.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory. Symbolic links below it are not followed, so nothing outside it is read. */
record DirectoryTree(Path root) implements FileTree {

    @Override
    public void each(Visitor visitor) throws IOException {
        for (Path file : files()) {
            visitor.visit(root.relativize(file).toString().replace('\\', '/'), () -> Files.newInputStream(file));
        }
    }

    /** The path of a file below a root, with slashes. */
    static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Every regular file, sorted by path. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root.toRealPath())) {
            Path real = root.toRealPath();
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.resolve(real.relativize(file)))
                    .sorted()
                    .toList();
        }
    }
}
