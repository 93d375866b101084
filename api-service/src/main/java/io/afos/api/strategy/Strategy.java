package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A search strategy with its parameters, and everything the service needs to know about it: how it proposes, what an
 * estimate needs, and how it is requested and stored. Omitted parameters have defaults; each parameter declares its
 * range.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@Schema(
        name = "Strategy",
        description = "A strategy, given by its type and the parameters that differ from the defaults",
        extensions = @Extension(properties = @ExtensionProperty(name = "x-default", value = "afos")),
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "afos", schema = AfosStrategy.class),
            @DiscriminatorMapping(value = "random", schema = RandomStrategy.class),
            @DiscriminatorMapping(value = "exhaustive", schema = ExhaustiveStrategy.class),
            @DiscriminatorMapping(value = "evolution", schema = EvolutionStrategy.class),
            @DiscriminatorMapping(value = "surrogate", schema = SurrogateStrategy.class),
            @DiscriminatorMapping(value = "asha", schema = AshaStrategy.class)
        },
        oneOf = {
            AfosStrategy.class,
            RandomStrategy.class,
            ExhaustiveStrategy.class,
            EvolutionStrategy.class,
            SurrogateStrategy.class,
            AshaStrategy.class
        })
public sealed interface Strategy
        permits AfosStrategy, RandomStrategy, ExhaustiveStrategy, EvolutionStrategy, SurrogateStrategy, AshaStrategy {

    /** The strategy of a search that requests none: the {@code x-default} of the API description. */
    static Strategy standard() {
        return new AfosStrategy(null, null, null, null, null);
    }

    /** The type in requests. */
    default String name() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** @param problem with at most {@link #maxStart} start candidates */
    Proposer on(Problem problem, long seed);

    /**
     * A proposer for dry runs with made-up fitness. It proposes the same, or what the strategy can be expected to
     * propose.
     */
    default Proposer onDryRun(Problem problem, long seed) {
        return on(problem, seed);
    }

    /** The maximum number of candidates, excluding promotions, that a dry run can afford. */
    default int maxDryRun() {
        return Integer.MAX_VALUE;
    }

    /** The number of candidates that a search of this space proposes unless it is stopped early. */
    int plannedProposals(SearchSpace space);

    /** The maximum number of candidates; above {@link #plannedProposals} if the search may promote more than expected. */
    default int mostProposals(SearchSpace space) {
        return plannedProposals(space);
    }

    /** Whether the number of trainings depends on the fitness of the candidates. */
    default boolean dependsOnFitness() {
        return false;
    }

    /** The maximum number of start candidates. */
    int maxStart();

    /** The maximum number of candidates waiting for or in training at the same time, excluding promotions. */
    int maxOpen();

    /**
     * The number of workers that it keeps busy.
     *
     * @param trainings the expected number of trainings of the whole search
     */
    default double busyWorkers(double trainings) {
        return maxOpen();
    }

    /** The strategy that selects the candidates: this one, unless it contains another. */
    default Strategy chooser() {
        return this;
    }

    /** The numbers of epochs after which it ends trainings early, ascending; empty if it trains every candidate fully. */
    default List<Integer> rungs() {
        return List.of();
    }

    /** This strategy with the values that depend on the epochs of a full training. */
    default Strategy within(int epochs) {
        return this;
    }

    /**
     * Why the parameters contradict each other or the recipe, although each is in its range.
     *
     * @param epochs the epochs of a full training
     * @return an objection whose field is the name of the parameter
     */
    default Optional<Objection> contradiction(int epochs) {
        return Optional.empty();
    }

    /** Why this strategy cannot search this problem. */
    default Optional<Objection> misfit(Problem problem) {
        int starts = problem.start().size();
        return Objection.unless(
                starts <= maxStart(),
                "start",
                String.format(Locale.ROOT, "has %d functions, but the strategy allows at most %d", starts, maxStart()));
    }
}
