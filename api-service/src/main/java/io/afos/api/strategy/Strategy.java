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
 * A strategy with its parameters, which is all that the service knows of it: what it does, what an estimate has to know, and how
 * it is asked for and stored. Parameters that are left out have their defaults; the range of each is declared with it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@Schema(
        name = "Strategy",
        description = "A strategy by its type, with the parameters that differ from the defaults",
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

    /** What a search does that asks for no strategy: the {@code x-default} of the API's description. */
    static Strategy standard() {
        return new AfosStrategy(null, null, null, null, null);
    }

    /** The type in requests. */
    default String name() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** @param problem with no more candidates to start from than {@link #maxStart} */
    Proposer on(Problem problem, long seed);

    /** What proposes the same, or what may be expected of it, where fitness has no meaning. */
    default Proposer onDryRun(Problem problem, long seed) {
        return on(problem, seed);
    }

    /** The most candidates, promotions left out, that a dry run can afford. */
    default int maxDryRun() {
        return Integer.MAX_VALUE;
    }

    /** The number of candidates that a search of this space proposes unless it is stopped early. */
    int plannedProposals(SearchSpace space);

    /** The most candidates that such a search can have; above {@link #plannedProposals} if it promotes more than it may expect to. */
    default int mostProposals(SearchSpace space) {
        return plannedProposals(space);
    }

    /** Whether the number of its trainings depends on how good its candidates are. */
    default boolean dependsOnFitness() {
        return false;
    }

    /** The most candidates that a search can start from. */
    int maxStart();

    /** The most candidates that wait for their training or are trained at the same time, promotions left out. */
    int maxOpen();

    /**
     * How many workers it keeps busy.
     *
     * @param trainings that the whole search is expected to take
     */
    default double busyWorkers(double trainings) {
        return maxOpen();
    }

    /** The strategy that chooses the candidates: itself, unless it is around another one. */
    default Strategy chooser() {
        return this;
    }

    /** The epochs after which it ends trainings early, ascending; none if it trains every candidate to the end. */
    default List<Integer> rungs() {
        return List.of();
    }

    /** With what follows from the epochs of a full training. */
    default Strategy within(int epochs) {
        return this;
    }

    /**
     * What speaks against its parameters though each of them is in its range.
     *
     * @param epochs of a full training
     * @return with the name of the parameter as the field
     */
    default Optional<Objection> contradiction(int epochs) {
        return Optional.empty();
    }

    /** What speaks against searching this with it. */
    default Optional<Objection> misfit(Problem problem) {
        int starts = problem.start().size();
        return Objection.unless(
                starts <= maxStart(),
                "start",
                String.format(
                        Locale.ROOT,
                        "has %d functions, but the strategy can start from %d at most",
                        starts,
                        maxStart()));
    }
}
