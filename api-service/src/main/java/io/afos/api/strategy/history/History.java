package io.afos.api.strategy.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search has proposed and learnt so far. Views are loaded on demand.
 *
 * <p>A promotion, which trains an earlier candidate for longer, is not a member of its own; it improves what is known
 * about that candidate's function.
 */
public interface History {

    /** The number of candidates proposed so far, excluding promotions. */
    int proposals();

    /** The number of candidates that wait for their score, excluding promotions. */
    int open();

    /**
     * The number of candidates to propose now to keep a given number of them open.
     *
     * @param candidates total number of candidates
     * @param concurrency number of candidates waiting for or in training at the same time
     */
    default int room(int candidates, int concurrency) {
        return Math.max(0, Math.min(candidates - proposals(), concurrency - open()));
    }

    /** The number of promotions that wait for their score. */
    int openPromotions();

    /** The members of a generation in the order of proposal. */
    List<Member> generation(int generation);

    /** The last proposed members that have a score, at most {@code count}, in the order of proposal. */
    List<Member> latest(int count);

    /** The members that wait for their score, in the order of proposal. */
    List<Member> waiting();

    /** The subset of these functions, given by their fingerprints, that were proposed before. */
    Set<String> known(Set<String> fingerprints);

    /** The functions trained for this number of epochs. */
    Rung rung(int epochs);

    /**
     * The functions that were trained for the same number of epochs, each counted once.
     *
     * @param size number of functions that have a score
     * @param contender the fittest function not yet promoted from this rung, if any
     * @param rank the contender's rank among all of them, from 1; 0 if there is no contender
     */
    record Rung(int size, @Nullable Member contender, int rank) {}
}
