package io.afos.api.strategy.breeding;

import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.model.Features;
import io.afos.api.strategy.model.SignalPropagation;
import io.afos.model.space.Chromosome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Properties of candidates' functions. All searches share the latest {@value #KEPT} of each: a decision looks again at hundreds
 * of candidates that earlier ones have looked at.
 */
public final class CandidateProperties {

    private static final int KEPT = 10_000;

    private static final Map<Candidate, Identity> IDENTITIES = latest();
    private static final Map<Candidate, double[]> FEATURES = latest();
    private static final Map<Candidate, Double> DISTANCES_FROM_EDGE = latest();

    private final Problem problem;

    public CandidateProperties(Problem problem) {
        this.problem = problem;
    }

    private record Candidate(Chromosome chromosome, boolean mirrorInvariant) {}

    public Identity identity(Chromosome chromosome) {
        return property(IDENTITIES, chromosome, unknown -> Identity.of(problem.function(unknown)));
    }

    /** The features that models learn from; not to be changed. */
    public double[] features(Chromosome chromosome) {
        return property(FEATURES, chromosome, unknown -> Features.of(problem.function(unknown)));
    }

    /** @see SignalPropagation#distanceFromEdge */
    public double distanceFromEdge(Chromosome chromosome) {
        return property(
                DISTANCES_FROM_EDGE,
                chromosome,
                unknown -> SignalPropagation.distanceFromEdge(problem.function(unknown)));
    }

    /** Computed outside of the map's lock, so that threads do not wait for each other. */
    private <V> V property(Map<Candidate, V> known, Chromosome chromosome, Function<Chromosome, V> computation) {
        var candidate = new Candidate(chromosome, problem.mirrorInvariant());
        @Nullable V found = known.get(candidate);
        if (found == null) {
            found = computation.apply(chromosome);
            known.put(candidate, found);
        }
        return found;
    }

    private static <V> Map<Candidate, V> latest() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Candidate, V> eldest) {
                return size() > KEPT;
            }
        });
    }
}
