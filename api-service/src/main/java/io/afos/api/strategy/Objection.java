package io.afos.api.strategy;

import java.util.Optional;

/**
 * What speaks against a strategy.
 *
 * @param field what would have to be changed
 * @param message what is wrong and what would be right, to be read after the field's name
 */
public record Objection(String field, String message) {

    static Optional<Objection> unless(boolean right, String field, String message) {
        return right ? Optional.empty() : Optional.of(new Objection(field, message));
    }
}
