package io.afos.api.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The log file of a child process. A large file is renamed when the process restarts. */
record LogFile(Path path) {

    private static final long LARGE = 5_000_000;
    private static final int LATELY = 4_000;

    /** The last line that contains a word, among the recently written ones. */
    Optional<String> lastContaining(String word) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LATELY, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(word))
                    .map(line -> line.substring(line.indexOf(word)))
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    ProcessBuilder.Redirect redirect() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (Files.exists(path) && Files.size(path) > LARGE) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }
}
