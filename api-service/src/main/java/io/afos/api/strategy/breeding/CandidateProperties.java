package io.afos.api.strategy.breeding;

import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.model.Features;
import io.afos.api.strategy.model.SignalPropagation;
import io.afos.model.space.Chromosome;
import java.util.HashMap;
import java.util.Map;

/** Properties of candidates' functions, each computed once. Not thread-safe. */
public final class CandidateProperties {

    private final Problem problem;
    private final Map<Chromosome, Identity> identities = new HashMap<>();
    private final Map<Chromosome, double[]> features = new HashMap<>();
    private final Map<Chromosome, Double> distancesFromEdge = new HashMap<>();

    public CandidateProperties(Problem problem) {
        this.problem = problem;
    }

    public Identity identity(Chromosome chromosome) {
        return identities.computeIfAbsent(chromosome, unknown -> Identity.of(problem.function(unknown)));
    }

    public double[] features(Chromosome chromosome) {
        return features.computeIfAbsent(chromosome, unknown -> Features.of(problem.function(unknown)));
    }

    /** @see SignalPropagation#distanceFromEdge */
    public double distanceFromEdge(Chromosome chromosome) {
        return distancesFromEdge.computeIfAbsent(
                chromosome, unknown -> SignalPropagation.distanceFromEdge(problem.function(unknown)));
    }
}
