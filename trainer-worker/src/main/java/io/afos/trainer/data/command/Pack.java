package io.afos.trainer.data.command;

import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.data.file.FileNames;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A file that transfers data sets to machines without a network: a tar of files from the data directory, preceded by
 * {@code SHA256SUMS} in the format of the tool sha256sum.
 */
final class Pack {

    private static final String SUMS = "SHA256SUMS";
    private static final int MOST_SUMS_BYTES = 64 << 20;
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  (.+)");
    private static final Pattern PORTABLE = Pattern.compile("[^.:\\\\\\v][^:\\\\\\v]*");

    private final Path file;
    private final DataFiles files;

    Pack(Path file, DataFiles files) {
        this.file = file;
        this.files = files;
    }

    /** Packs files of the data directory. */
    void write(List<Path> contents) throws IOException {
        Path root = files.directory("");
        Map<String, Path> byName = new TreeMap<>();
        var sums = new StringBuilder();
        for (Path content : contents) {
            String name = FileNames.relative(root, content);
            if (!isPortable(name)) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "the name of %s has a colon, a backslash, a line break or a leading dot, which is rejected"
                                + " when unpacking. Rename it",
                        name));
            }
            byName.put(name, content);
        }
        for (var entry : byName.entrySet()) {
            sums.append(Digests.sha256(entry.getValue(), files.activity()))
                    .append("  ")
                    .append(entry.getKey())
                    .append('\n');
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (var tar = new TarArchiveOutputStream(
                new BufferedOutputStream(Files.newOutputStream(part)), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] head = sums.toString().getBytes(StandardCharsets.UTF_8);
            var first = new TarArchiveEntry(SUMS);
            first.setSize(head.length);
            tar.putArchiveEntry(first);
            tar.write(head);
            tar.closeArchiveEntry();
            for (var entry : byName.entrySet()) {
                tar.putArchiveEntry(new TarArchiveEntry(entry.getValue(), entry.getKey()));
                Files.copy(entry.getValue(), tar);
                tar.closeArchiveEntry();
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Unpacks into the data directory. A file is moved into place only after its checksum was verified.
     *
     * @param places the directories that may contain data sets
     * @return the names of the files
     * @throws IOException if the file is not a pack, is damaged, or names a file outside these directories
     */
    List<String> unpack(Iterable<String> places) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                var tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry first = tar.getNextEntry();
            if (first == null || !first.getName().equals(SUMS) || first.getSize() > MOST_SUMS_BYTES) {
                throw new IOException("it does not begin with " + SUMS + ", so it is not a pack of data sets");
            }
            Map<String, String> sums = sums(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            for (String name : sums.keySet()) {
                requirePlace(name, places);
            }
            Map<String, String> missing = new HashMap<>(sums);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String sum = missing.remove(entry.getName());
                if (!entry.isFile() || sum == null) {
                    throw new IOException(
                            String.format(Locale.ROOT, "its entry %s is not in %s", entry.getName(), SUMS));
                }
                place(entry.getName(), sum, tar);
            }
            if (!missing.isEmpty()) {
                throw new IOException(
                        "it ends before " + missing.keySet().iterator().next());
            }
            return sums.keySet().stream().sorted().toList();
        }
    }

    private static Map<String, String> sums(String text) throws IOException {
        Map<String, String> sums = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = SUM.matcher(line);
            if (!matcher.matches()) {
                throw new IOException(String.format(Locale.ROOT, "its %s has the line '%s'", SUMS, line));
            }
            sums.put(matcher.group(2), matcher.group(1));
        }
        return sums;
    }

    private static boolean isPortable(String name) {
        return Stream.of(name.split("/", -1))
                .allMatch(part -> PORTABLE.matcher(part).matches());
    }

    private static void requirePlace(String name, Iterable<String> places) throws IOException {
        if (!isPortable(name)) {
            throw new IOException(String.format(Locale.ROOT, "it names the file %s, which is not allowed", name));
        }
        for (String place : places) {
            if (name.startsWith(place + "/")) {
                return;
            }
        }
        throw new IOException(String.format(Locale.ROOT, "it names the file %s, which belongs to no data set", name));
    }

    private void place(String name, String sum, InputStream content) throws IOException {
        Path target = files.directory("").resolve(name);
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + ".unpacking"); // ".part" is used by downloads
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            String found = Digests.sha256(part, files.activity());
            if (!found.equals(sum)) {
                throw new IOException(
                        String.format(Locale.ROOT, "its file %s has SHA-256 %s, expected %s", name, found, sum));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
