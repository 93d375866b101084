package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;

/**
 * The pace of a strategy that waits for no generation: it keeps a number of candidates open, and asks for one more whenever
 * one is scored.
 *
 * @param candidates candidates in all
 * @param concurrency candidates that wait for their training or are trained at the same time
 */
record Pace(int candidates, int concurrency) {

    /** How many candidates should be proposed now. */
    int room(History history) {
        return Math.max(0, Math.min(candidates - history.proposals(), concurrency - history.open()));
    }

    /** What there is to do when nothing is proposed. */
    static Decision pause(History history) {
        return history.open() > 0 ? new Decision.Wait() : new Decision.Finish();
    }
}
