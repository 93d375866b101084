package io.afos.api.strategy.history;

import io.afos.model.space.Chromosome;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A candidate with what is known of it.
 *
 * @param ordinal its place in the order of proposal, from 0
 * @param fingerprint identity of its activation function: equal for chromosomes that are the same function
 * @param epochs the longest training that the search has asked for and knows the result of, in epochs
 * @param fitness after so many epochs; {@code null} while open; 0 if it could not be trained
 */
public record Member(
        int ordinal,
        Chromosome chromosome,
        String fingerprint,
        int epochs,
        @Nullable Double fitness) {

    /**
     * What was trained longer was found worth it, so it is better whatever its fitness, which compares only among equally
     * long trainings; of equals the one proposed first is better.
     */
    public static final Comparator<Member> BEST_FIRST = Comparator.comparingInt(Member::epochs)
            .thenComparingDouble(Member::score)
            .reversed()
            .thenComparingInt(Member::ordinal);

    /** Its fitness, 0 while that is not known. */
    public double score() {
        return fitness == null ? 0 : fitness;
    }
}
