package io.afos.api.strategy.history;

import java.util.List;

/** A strategy's decision about the next step. */
public sealed interface Decision {

    /** Score these candidates; at least one. */
    record Propose(List<Proposal> proposals) implements Decision {
        public Propose {
            proposals = List.copyOf(proposals);
            if (proposals.isEmpty()) {
                throw new IllegalArgumentException("a proposal needs at least one candidate");
            }
        }
    }

    /** Ask again when another score is known. */
    record Wait() implements Decision {}

    /** The search is over. */
    record Finish() implements Decision {}

    /** The decision if there is nothing to propose. */
    static Decision none(History history) {
        return history.open() > 0 ? new Wait() : new Finish();
    }
}
