package io.afos.api.strategy.history;

import io.afos.model.space.Chromosome;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A candidate with its result.
 *
 * @param ordinal position in the order of proposal, from 0
 * @param fingerprint identity of its activation function, the same for all chromosomes of that function
 * @param epochs the epochs of the longest training that the search has requested and has the result of
 * @param fitness after these epochs; {@code null} while open; 0 if it could not be trained
 */
public record Member(
        int ordinal,
        Chromosome chromosome,
        String fingerprint,
        int epochs,
        @Nullable Double fitness) {

    /**
     * Orders by epochs, then fitness, then order of proposal. Epochs come first because only good functions are trained
     * for longer, and fitness is comparable only between trainings of the same length.
     */
    public static final Comparator<Member> BEST_FIRST = Comparator.comparingInt(Member::epochs)
            .thenComparingDouble(Member::score)
            .reversed()
            .thenComparingInt(Member::ordinal);

    /** The fitness, or 0 if it is not known yet. */
    public double score() {
        return fitness == null ? 0 : fitness;
    }
}
