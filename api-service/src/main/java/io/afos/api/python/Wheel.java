package io.afos.api.python;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Python package of pure Python as pip installs it, in the <a
 * href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">binary distribution format</a>. The same
 * files give the same bytes.
 */
public final class Wheel {

    /** After the earliest time of a zip file, which Java writes in the time zone of the machine. */
    private static final LocalDateTime FILE_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final String version;
    private final byte[] content;

    /**
     * @param version of the service, such as {@code 0.2.0} or {@code 0.2.0-SNAPSHOT}
     * @param sources by their paths, such as {@code afos/__init__.py}
     */
    Wheel(String version, SortedMap<String, byte[]> sources) {
        this.version = version.replace("-SNAPSHOT", ".dev0");
        this.content = zip(withMetadata(sources));
    }

    public String fileName() {
        return "afos-" + version + "-py3-none-any.whl";
    }

    public byte[] content() {
        return content.clone();
    }

    private Map<String, byte[]> withMetadata(SortedMap<String, byte[]> sources) {
        var files = new TreeMap<>(sources);
        put(files, "METADATA", "Metadata-Version: 2.1\nName: afos\nVersion: " + version + """
                \nSummary: Searches for activation functions in your own training code
                Requires-Python: >=3.9
                """);
        put(files, "WHEEL", """
                Wheel-Version: 1.0
                Generator: afos
                Root-Is-Purelib: true
                Tag: py3-none-any
                """);
        put(files, "entry_points.txt", """
                [console_scripts]
                afos = afos.command:main
                """);
        var list = new StringBuilder();
        files.forEach((path, bytes) -> list.append(path)
                .append(",sha256=")
                .append(hash(bytes))
                .append(',')
                .append(bytes.length)
                .append('\n'));
        put(files, "RECORD", list + information("RECORD") + ",,\n");
        return files;
    }

    private void put(Map<String, byte[]> files, String name, String text) {
        files.put(information(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private String information(String name) {
        return "afos-" + version + ".dist-info/" + name;
    }

    private static String hash(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(FILE_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
