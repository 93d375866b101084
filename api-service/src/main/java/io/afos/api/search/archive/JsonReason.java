package io.afos.api.search.archive;

import tools.jackson.core.JacksonException;

/** Describes a JSON error without revealing internals. */
final class JsonReason {

    private JsonReason() {}

    static String of(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            path.append(path.isEmpty() ? "" : ".")
                    .append(step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName());
        }
        return path.isEmpty()
                ? "it is not a JSON object of a known type"
                : path + " is missing, unknown or of the wrong type";
    }
}
