package io.afos.model.export;

/**
 * Something to say about an exported function, such as where it comes from.
 *
 * @param subject such as {@code fitness}
 * @param text any text, also a hostile one; exports keep it to its line
 */
public record Note(String subject, String text) {

    private static final int MAX_LENGTH = 2_000;

    /** The note on one line of printable characters, without invisible ones that change how others look. */
    public String line() {
        var line = new StringBuilder();
        (subject + ": " + text)
                .codePoints()
                .limit(MAX_LENGTH)
                .map(point -> printable(point) ? point : ' ')
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
