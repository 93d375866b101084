package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proposes every function of the space once: goes through its chromosomes in order and trains only the first of equal
 * ones.
 */
@JsonTypeName("exhaustive")
@Schema(
        name = "ExhaustiveStrategy",
        title = "Exhaustive search",
        description = "Proposes every function of the space once. The space must be small: omit the shape with 7 genes")
public record ExhaustiveStrategy() implements Strategy {

    /** The size of the largest space that can be searched, enough for the shapes with 3 and 5 genes. */
    static final int MAX_CANDIDATES = 500_000;

    @Override
    public Optional<Objection> misfit(Problem problem) {
        long size = problem.space().size();
        return Objection.unless(
                        size <= MAX_CANDIDATES,
                        "space",
                        String.format(
                                Locale.ROOT,
                                "is too large for the exhaustive strategy: it has %,d candidates, at most %,d are allowed;"
                                        + " omit shapes or functions",
                                size,
                                MAX_CANDIDATES))
                .or(() -> Objection.unless(
                        problem.start().isEmpty(),
                        "start",
                        "cannot be used with the exhaustive strategy, which tries all functions anyway: omit it"));
    }

    @Override
    public int maxStart() {
        return 0;
    }

    @Override
    public int maxOpen() {
        return IndependentProposer.CONCURRENCY;
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        return Math.toIntExact(space.size());
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        SearchSpace space = problem.space();
        return new IndependentProposer(
                plannedProposals(space),
                ordinal -> new Proposal(0, space.at(ordinal), Operator.ENUMERATION, List.of()));
    }
}
