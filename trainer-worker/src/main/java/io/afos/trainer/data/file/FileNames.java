package io.afos.trainer.data.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * File names as text: different bytes give different names, and the names are the same in every locale. Names are
 * decoded as UTF-8 where possible; bytes that are not valid UTF-8, and control characters, become {@code \\x} and two
 * hexadecimal digits.
 */
public final class FileNames {

    /** The encoding in which zip tools write names that they do not mark as UTF-8. */
    private static final Charset ZIP = Charset.forName("IBM437");

    private static final int ASCII = 0x80;

    private FileNames() {}

    /** The path of a file below a root, with slashes. */
    public static String relative(Path root, Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(FileNames::of)
                .collect(Collectors.joining("/"));
    }

    private static String of(Path element) {
        String text = element.toString();
        return text.chars().allMatch(c -> c < ASCII) ? visible(text) : visible(decoded(bytes(element)));
    }

    /**
     * The bytes of a name. They are taken from the path's URI, since the text loses bytes that the locale cannot
     * represent.
     */
    private static byte[] bytes(Path element) {
        String address = element.toUri().getRawPath();
        int end = address.endsWith("/") ? address.length() - 1 : address.length();
        String name = address.substring(address.lastIndexOf('/', end - 1) + 1, end);
        var bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.write(Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String decoded(byte[] name) {
        try {
            return utf8(name);
        } catch (CharacterCodingException e) {
            return IntStream.range(0, name.length)
                    .map(i -> Byte.toUnsignedInt(name[i]))
                    .mapToObj(b -> b >= ASCII ? escape(b) : b == '\\' ? "\\\\" : Character.toString(b))
                    .collect(Collectors.joining());
        }
    }

    private static String utf8(byte[] name) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    }

    /** The path of a zip entry, decoded with the encoding it specifies, otherwise as UTF-8 if valid, otherwise as DOS. */
    static String of(ZipArchiveEntry entry) {
        if (entry.getNameSource() == ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD) {
            return path(entry.getName());
        }
        try {
            return path(utf8(entry.getRawName()));
        } catch (CharacterCodingException e) {
            return path(new String(entry.getRawName(), ZIP));
        }
    }

    /**
     * The path of a tar entry, decoded as UTF-8 if valid, otherwise as Latin-1.
     *
     * @param name read as Latin-1, which preserves its bytes, or from a Unicode header
     */
    static String ofTar(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).equals(name)) {
            return path(name);
        }
        try {
            return path(utf8(bytes));
        } catch (CharacterCodingException e) {
            return path(name);
        }
    }

    /** {@code tar -C x .} writes {@code ./a/1.jpg}, and some zip tools write backslashes. */
    private static String path(String entryName) {
        return Stream.of(entryName.split("[/\\\\]"))
                .filter(folder -> !folder.isEmpty() && !folder.equals("."))
                .map(FileNames::visible)
                .collect(Collectors.joining("/"));
    }

    private static String visible(String name) {
        return name.chars().noneMatch(Character::isISOControl)
                ? name
                : name.chars()
                        .mapToObj(c -> Character.isISOControl(c) ? escape(c) : Character.toString(c))
                        .collect(Collectors.joining());
    }

    private static String escape(int value) {
        return String.format(Locale.ROOT, "\\x%02X", value);
    }
}
