package io.afos.api.csv;

/** Comma-separated values as RFC 4180 describes them. */
public final class Csv {

    private Csv() {}

    /** A field in quotes; one that a spreadsheet would take for a formula begins with an apostrophe. */
    public static String quoted(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
