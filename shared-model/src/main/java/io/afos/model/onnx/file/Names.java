package io.afos.model.onnx.file;

/** Names from files, as messages show them. */
public final class Names {

    private static final int MOST = 100;

    private Names() {}

    /** The name in quotes, without characters that nobody sees, and cut at 100 characters. */
    public static String shown(String name) {
        var shown = new StringBuilder("'");
        name.codePoints().limit(MOST).forEach(c -> shown.appendCodePoint(isSeen(c) ? c : '?'));
        if (name.codePointCount(0, name.length()) > MOST) {
            shown.append("...");
        }
        return shown.append('\'').toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
