package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.model.space.Chromosome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that searches are compared on, and what may be known before: the table of other images.
 *
 * @param images what the trainings of the table are of
 */
record Landscape(String images, TabularEvaluator table, TabularEvaluator others) {

    private static final int KNOWN = 8;

    /** The best functions on the other images, best first. */
    List<Chromosome> knownElsewhere() {
        return others.best(KNOWN);
    }

    /** The fingerprints of the best share of the table. */
    Set<String> top(double share) {
        double least = table.top(share);
        return table.entries().stream()
                .map(entry -> PlayedHistory.fingerprint(entry.chromosome()))
                .filter(fingerprint -> table.meanFitness(fingerprint) >= least)
                .collect(Collectors.toUnmodifiableSet());
    }
}
