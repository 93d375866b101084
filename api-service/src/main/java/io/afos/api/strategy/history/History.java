package io.afos.api.strategy.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search has proposed and learnt so far. Views are loaded when asked for.
 *
 * <p>A promotion, which trains an earlier candidate for longer, is no member of its own: it improves what is known of that
 * candidate's function.
 */
public interface History {

    /** The number of candidates proposed so far, promotions left out. */
    int proposals();

    /** The number of candidates that still wait for their score, promotions left out. */
    int open();

    /**
     * How many candidates should be proposed now to keep a number of them open.
     *
     * @param candidates in all
     * @param concurrency candidates that wait for their training or are trained at the same time
     */
    default int room(int candidates, int concurrency) {
        return Math.max(0, Math.min(candidates - proposals(), concurrency - open()));
    }

    /** The number of promotions that still wait for their score. */
    int openPromotions();

    /** The members of a generation in the order of proposal. */
    List<Member> generation(int generation);

    /** The members that were proposed last among those that have a score, at most {@code count}, in the order of proposal. */
    List<Member> latest(int count);

    /** The members that wait for their score, in the order of proposal. */
    List<Member> waiting();

    /** Those of these functions, given by their fingerprints, that were proposed before. */
    Set<String> known(Set<String> fingerprints);

    /** How functions compare after so many epochs. */
    Rung rung(int epochs);

    /**
     * The functions that were trained for the same number of epochs, each counted once.
     *
     * @param size functions that have a score
     * @param contender the fittest one that was not promoted from here, if there is one
     * @param rank its place among all of them, from 1; 0 if there is none
     */
    record Rung(int size, @Nullable Member contender, int rank) {}
}
