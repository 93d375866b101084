package io.afos.model.onnx.file;

import java.util.Set;

/**
 * Which activations a user wants replaced or kept, against the rules.
 *
 * @param replaced names of the values that they give
 * @param kept likewise
 */
public record Choices(Set<String> replaced, Set<String> kept) {

    public static final Choices NONE = new Choices(Set.of(), Set.of());

    public Choices {
        replaced = Set.copyOf(replaced);
        kept = Set.copyOf(kept);
    }
}
