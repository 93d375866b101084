package io.afos.api.strategy;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Tells functions that are worth training and new to the search from all others. What it has let through is not new again. */
final class Novelty {

    /** Draws for one candidate; where they all fail, there is hardly anything new to find. */
    static final int MAX_DRAWS = 256;

    /** Draws that are looked up at once. */
    private static final int BATCH = 8;

    private final History history;
    private final Set<String> taken = new HashSet<>();

    Novelty(History history) {
        this.history = history;
    }

    /** The first new one of at most {@link #MAX_DRAWS} draws. */
    Optional<Proposal> first(Supplier<Proposal> draws) {
        for (int drawn = 0; drawn < MAX_DRAWS; drawn += BATCH) {
            Map<String, Proposal> usable = new LinkedHashMap<>();
            for (int i = 0; i < BATCH; i++) {
                Proposal proposal = draws.get();
                fingerprintIfUsable(proposal.chromosome())
                        .ifPresent(fingerprint -> usable.putIfAbsent(fingerprint, proposal));
            }
            Set<String> known = history.known(usable.keySet());
            for (Map.Entry<String, Proposal> candidate : usable.entrySet()) {
                if (!known.contains(candidate.getKey()) && taken.add(candidate.getKey())) {
                    return Optional.of(candidate.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fingerprintIfUsable(Chromosome chromosome) {
        Expression expression = chromosome.expression();
        return Usability.of(expression) == Usability.USABLE
                ? Optional.of(Fingerprint.of(expression).value())
                : Optional.empty();
    }
}
