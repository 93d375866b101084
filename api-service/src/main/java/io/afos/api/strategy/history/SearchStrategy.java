package io.afos.api.strategy.history;

/**
 * Ask and tell in one: from the history of a search's candidates to what should happen next.
 *
 * <p>A pure function. Its random numbers are derived from the search's seed and the number of proposals so far, so that a
 * restart needs no saved generator and the same scores give the same search.
 */
@FunctionalInterface
public interface SearchStrategy {

    Decision next(History history);
}
