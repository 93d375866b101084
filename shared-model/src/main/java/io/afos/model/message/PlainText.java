package io.afos.model.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text from elsewhere made fit to be stored, logged and shown: short, and without characters that nobody sees. */
final class PlainText {

    private PlainText() {}

    /**
     * The text with control characters, marks of direction and halves of surrogate pairs as {@code \}{@code uXXXX}; line breaks stay.
     *
     * @param most the number of chars at which it is cut
     */
    static String of(@Nullable String text, int most) {
        if (text == null) {
            return "";
        }
        var plain = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> {
            if (isSeen(c)) {
                plain.appendCodePoint(c);
            } else {
                plain.append(String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        if (plain.length() <= most) {
            return plain.toString();
        }
        boolean halved = Character.isHighSurrogate(plain.charAt(most - 1));
        return plain.substring(0, halved ? most - 1 : most);
    }

    private static boolean isSeen(int c) {
        int type = Character.getType(c);
        return c == '\n'
                || type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR;
    }
}
