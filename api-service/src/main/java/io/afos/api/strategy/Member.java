package io.afos.api.strategy;

import io.afos.model.space.Chromosome;
import org.jspecify.annotations.Nullable;

/**
 * A candidate with what is known of it.
 *
 * @param ordinal its place in the order of proposal, from 0
 * @param fingerprint identity of its activation function: equal for chromosomes that are the same function
 * @param fitness {@code null} while open; 0 if it could not be trained
 */
public record Member(
        int ordinal,
        Chromosome chromosome,
        String fingerprint,
        @Nullable Double fitness) {}
