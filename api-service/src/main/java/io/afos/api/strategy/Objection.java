package io.afos.api.strategy;

import java.util.Optional;

/**
 * A reason why a strategy cannot be used.
 *
 * @param field the field that would have to change
 * @param message what is wrong and what would be right, worded to follow the field's name
 */
public record Objection(String field, String message) {

    static Optional<Objection> unless(boolean right, String field, String message) {
        return right ? Optional.empty() : Optional.of(new Objection(field, message));
    }
}
