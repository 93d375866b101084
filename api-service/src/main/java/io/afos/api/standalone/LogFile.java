package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a child process writes. A file that has grown large is put aside when the process starts again. */
record LogFile(Path path) {

    private static final long LARGE = 5_000_000;

    ProcessBuilder.Redirect redirect() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (Files.exists(path) && Files.size(path) > LARGE) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }
}
