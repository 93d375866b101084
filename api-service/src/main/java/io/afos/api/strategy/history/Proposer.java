package io.afos.api.strategy.history;

/**
 * The decision logic of a strategy: maps the history of a search to the next decision.
 *
 * <p>A pure function. Its random numbers are derived from the search's seed and the number of proposals so far. A
 * restart therefore needs no saved generator state, and the same scores give the same search.
 */
@FunctionalInterface
public interface Proposer {

    Decision next(History history);
}
