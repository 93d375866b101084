package io.afos.api.strategy.history;

/**
 * What a strategy does, ask and tell in one: from the history of a search's candidates to what should happen next.
 *
 * <p>A pure function. Its random numbers are derived from the search's seed and the number of proposals so far, so that a
 * restart needs no saved generator and the same scores give the same search.
 */
@FunctionalInterface
public interface Proposer {

    Decision next(History history);
}
