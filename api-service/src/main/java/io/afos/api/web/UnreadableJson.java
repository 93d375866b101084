package io.afos.api.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains to a client why its JSON could not be read, and where. */
final class UnreadableJson {

    private static final int MAX_MESSAGE = 300;

    /** The library's own words for the place. */
    private static final Pattern PLACE = Pattern.compile("\\s*\\(start marker at .*");

    /** The library's own words for a field that is repeated. */
    private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"(.*)\"", Pattern.DOTALL);

    /** What the library advises programmers to do. */
    private static final Pattern ADVICE = Pattern.compile(": enable `[^`]*` to allow");

    private UnreadableJson() {}

    static FieldProblem explain(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? ""
                    : "; known here: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            return new FieldProblem(path(e), "is not a field of this request" + known);
        }
        if (e instanceof InvalidTypeIdException type) {
            return new FieldProblem(
                    join(path(e), "type"),
                    type.getTypeId() == null ? "is missing" : "is not known: " + brief(type.getTypeId()));
        }
        if (e instanceof MismatchedInputException && e.getPath().isEmpty()) {
            return new FieldProblem("", "The body must be one JSON object with the fields of this request.");
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return new FieldProblem(path(e), Expected.describe(mismatch.getTargetType()));
        }
        Matcher twice = TWICE.matcher(e.getOriginalMessage());
        if (twice.matches()) {
            return new FieldProblem(join(path(e), brief(twice.group(1))), "is there twice");
        }
        if (!e.getPath().isEmpty()) {
            return new FieldProblem(path(e), brief(e.getOriginalMessage()));
        }
        var at = e.getLocation();
        String where = at == null
                ? ""
                : String.format(Locale.ROOT, " at line %d, column %d", at.getLineNr(), at.getColumnNr());
        return new FieldProblem("", "The body is not valid JSON" + where + ": " + brief(e.getOriginalMessage()));
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference reference : e.getPath()) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(brief(reference.getPropertyName()));
            } else if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String brief(String text) {
        String line = PLACE.matcher(text.lines().findFirst().orElse("")).replaceAll("");
        line = ADVICE.matcher(line).replaceAll(": JSON has no such value");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "...";
    }
}
