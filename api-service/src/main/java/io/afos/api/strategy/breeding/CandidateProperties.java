package io.afos.api.strategy.breeding;

import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.model.Features;
import io.afos.api.strategy.model.SignalPropagation;
import io.afos.model.space.Chromosome;
import java.util.Map;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Properties of candidates' functions. All searches share what was computed once, as long as memory suffices: a decision looks at
 * hundreds of candidates again that earlier ones have looked at.
 */
public final class CandidateProperties {

    private static final Map<Candidate, Identity> IDENTITIES = new ConcurrentReferenceHashMap<>();
    private static final Map<Candidate, double[]> FEATURES = new ConcurrentReferenceHashMap<>();
    private static final Map<Candidate, Double> DISTANCES_FROM_EDGE = new ConcurrentReferenceHashMap<>();

    private final Problem problem;

    public CandidateProperties(Problem problem) {
        this.problem = problem;
    }

    private record Candidate(Chromosome chromosome, boolean mirrorInvariant) {}

    private Candidate candidate(Chromosome chromosome) {
        return new Candidate(chromosome, problem.mirrorInvariant());
    }

    public Identity identity(Chromosome chromosome) {
        return IDENTITIES.computeIfAbsent(candidate(chromosome), unknown -> Identity.of(problem.function(chromosome)));
    }

    /** The features that models learn from; not to be changed. */
    public double[] features(Chromosome chromosome) {
        return FEATURES.computeIfAbsent(candidate(chromosome), unknown -> Features.of(problem.function(chromosome)));
    }

    /** @see SignalPropagation#distanceFromEdge */
    public double distanceFromEdge(Chromosome chromosome) {
        return DISTANCES_FROM_EDGE.computeIfAbsent(
                candidate(chromosome), unknown -> SignalPropagation.distanceFromEdge(problem.function(chromosome)));
    }
}
