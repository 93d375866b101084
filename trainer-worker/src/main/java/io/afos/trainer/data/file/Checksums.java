package io.afos.trainer.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 checksums of files, cached in a file, so that large files are not read again while their size and
 * modification time stay the same.
 */
final class Checksums {

    private static final Logger log = LoggerFactory.getLogger(Checksums.class);

    private final Path memory;
    private final Runnable activity;

    /** @param activity called after each file that had to be read */
    Checksums(Path memory, Runnable activity) {
        this.memory = memory;
        this.activity = activity;
    }

    private record Known(String sha256, long bytes, long changed) {

        boolean fits(BasicFileAttributes file) {
            return bytes == file.size() && changed == file.lastModifiedTime().toMillis();
        }
    }

    /** The checksum of each file, in path order. */
    Map<Path, String> of(List<Path> files) throws IOException {
        Map<String, Known> known = recall();
        Map<String, Known> current = new TreeMap<>();
        Map<Path, String> checksums = new TreeMap<>();
        for (Path file : files) {
            String name = file.getRoot() + FileNames.relative(file.getRoot(), file);
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Known entry = known.get(name);
            if (entry == null || !entry.fits(attributes)) {
                entry = new Known(
                        Digests.sha256(file, activity),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis());
            }
            current.put(name, entry);
            checksums.put(file, entry.sha256());
        }
        known.forEach((file, entry) -> {
            if (exists(file)) {
                current.putIfAbsent(file, entry);
            }
        });
        if (!current.equals(known)) {
            remember(current);
        }
        return checksums;
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) { // a character that the locale cannot represent
            return false;
        }
    }

    private Map<String, Known> recall() throws IOException {
        Map<String, Known> known = new HashMap<>();
        if (Files.isRegularFile(memory)) {
            for (String line : Files.readAllLines(memory)) {
                String[] fields = line.split(" ", 4);
                if (fields.length == 4 && fields[1].matches("\\d{1,18}") && fields[2].matches("\\d{1,18}")) {
                    known.put(fields[3], new Known(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2])));
                }
            }
        }
        return known;
    }

    private void remember(Map<String, Known> current) {
        var lines = current.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %d %d %s",
                        entry.getValue().sha256(),
                        entry.getValue().bytes(),
                        entry.getValue().changed(),
                        entry.getKey()))
                .toList();
        try {
            Files.createDirectories(memory.getParent());
            Path written = Files.createTempFile(
                    memory.getParent(), memory.getFileName().toString(), ".part");
            Files.write(written, lines);
            Files.move(written, memory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn("checksums cannot be stored in {} ({}); they are recomputed each time", memory, e.toString());
        }
    }
}
