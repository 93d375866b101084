package io.afos.api.csv;

/** Comma-separated values according to RFC 4180. */
public final class Csv {

    private Csv() {}

    /** Quotes a field. An apostrophe is prepended to a field that a spreadsheet would treat as a formula. */
    public static String quoted(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
