package io.afos.trainer.data.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The names of classes, compared in Unicode's normal form C, since systems store different forms. */
final class ClassNames {

    private final Map<String, String> folders = new HashMap<>(); // by part and normal form
    private final Map<String, String> normalForms = new HashMap<>();

    /**
     * The class of a folder.
     *
     * @param part the parent folder
     * @throws IOException if a folder beside it has the same name in another form
     */
    String of(String part, String folder) throws IOException {
        String name = normalForms.computeIfAbsent(folder, any -> Normalizer.normalize(any, Normalizer.Form.NFC));
        String other = folders.putIfAbsent(part + "/" + name, folder);
        if (other != null && !other.equals(folder)) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "two class folders are called %s, in different Unicode forms (the bytes %s and %s). Merge"
                            + " them, or rename one",
                    name,
                    hexadecimal(other),
                    hexadecimal(folder)));
        }
        return name;
    }

    private static String hexadecimal(String name) {
        return HexFormat.ofDelimiter(" ").formatHex(name.getBytes(StandardCharsets.UTF_8));
    }
}
