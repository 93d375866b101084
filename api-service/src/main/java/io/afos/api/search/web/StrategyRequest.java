package io.afos.api.search.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.strategy.StrategySettings;
import io.afos.model.recipe.Recipe;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** A strategy by its type, with the parameters that differ from the defaults. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StrategyRequest.Afos.class, name = "afos"),
    @JsonSubTypes.Type(value = StrategyRequest.Random.class, name = "random"),
    @JsonSubTypes.Type(value = StrategyRequest.Exhaustive.class, name = "exhaustive"),
    @JsonSubTypes.Type(value = StrategyRequest.Evolution.class, name = "evolution"),
    @JsonSubTypes.Type(value = StrategyRequest.Surrogate.class, name = "surrogate"),
    @JsonSubTypes.Type(value = StrategyRequest.Asha.class, name = "asha")
})
@Schema(
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "afos", schema = StrategyRequest.Afos.class),
            @DiscriminatorMapping(value = "random", schema = StrategyRequest.Random.class),
            @DiscriminatorMapping(value = "exhaustive", schema = StrategyRequest.Exhaustive.class),
            @DiscriminatorMapping(value = "evolution", schema = StrategyRequest.Evolution.class),
            @DiscriminatorMapping(value = "surrogate", schema = StrategyRequest.Surrogate.class),
            @DiscriminatorMapping(value = "asha", schema = StrategyRequest.Asha.class)
        },
        oneOf = {
            StrategyRequest.Afos.class,
            StrategyRequest.Random.class,
            StrategyRequest.Exhaustive.class,
            StrategyRequest.Evolution.class,
            StrategyRequest.Surrogate.class,
            StrategyRequest.Asha.class
        })
sealed interface StrategyRequest {

    /** The default of how many candidates are open at once. */
    int CONCURRENCY = 16;

    /**
     * @param field the name of this strategy in the request
     * @param recipe the recipe of the search
     * @throws InvalidRequest if the parameters contradict each other or the recipe
     */
    StrategySettings settings(String field, Recipe recipe);

    static StrategySettings settingsOf(@Nullable StrategyRequest request, Recipe recipe) {
        return (request == null ? new Afos(null, null, null, null, null) : request).settings("strategy", recipe);
    }

    /** The genetic algorithm of the AFOS paper. */
    @Schema(name = "AfosStrategy")
    record Afos(
            @Schema(description = "Members of a generation. Default: 30") @Min(2) @Max(1_000) @Nullable
            Integer population,

            @Schema(description = "Default: 50") @Min(1) @Max(1_000) @Nullable
            Integer generations,

            @Schema(description = "Default: 6, or fewer for a small population") @Min(0) @Max(500) @Nullable
            Integer elites,

            @Schema(description = "Default: 0.8") @DecimalMin("0") @DecimalMax("1") @Nullable
            Double crossoverProbability,

            @Schema(description = "Probability that a generation gets a mutant. Default: 1")
            @DecimalMin("0")
            @DecimalMax("1")
            @Nullable
            Double mutationProbability)
            implements StrategyRequest {

        private static final int POPULATION = 30;
        private static final int GENERATIONS = 50;
        private static final int ELITES = 6;

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            int members = population == null ? POPULATION : population;
            int mostElites = (members - 1) / 2;
            int best = elites == null ? Math.min(ELITES, mostElites) : elites;
            if (best > mostElites) {
                throw new InvalidRequest(
                        field + ".elites",
                        "must be at most %d: elites, their children and a mutant have to fit into a population of %d"
                                .formatted(mostElites, members));
            }
            return new StrategySettings.Afos(
                    members,
                    generations == null ? GENERATIONS : generations,
                    best,
                    crossoverProbability == null ? 0.8 : crossoverProbability,
                    mutationProbability == null ? 1 : mutationProbability);
        }
    }

    /** Random search. */
    @Schema(name = "RandomStrategy")
    record Random(
            @Schema(description = "Candidates in all. Default: 1500") @Min(1) @Max(100_000) @Nullable
            Integer candidates)
            implements StrategyRequest {

        private static final int CANDIDATES = 1_500;

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            return new StrategySettings.Random(candidates == null ? CANDIDATES : candidates);
        }
    }

    /** Every function of the space. */
    @Schema(
            name = "ExhaustiveStrategy",
            description = "Every function of the space once. The space must be small: leave out the shape of 7 genes")
    record Exhaustive() implements StrategyRequest {

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            return new StrategySettings.Exhaustive();
        }
    }

    /** Regularized evolution. */
    @Schema(
            name = "EvolutionStrategy",
            description =
                    "Regularized evolution (Real et al. 2019), one new function for each that is scored. No function"
                            + " twice; ends early when hardly any new one can be found")
    record Evolution(
            @Schema(description = "Candidates in all. Default: 1000") @Min(1) @Max(100_000) @Nullable
            Integer candidates,

            @Schema(
                    description = "The first so many are random; later on the latest so many are the possible parents."
                            + " Default: 100, or fewer for few candidates")
            @Min(2)
            @Max(1_000)
            @Nullable
            Integer population,

            @Schema(
                    description =
                            "Members of the population drawn for each parent, which is the best of them. Default: a"
                                    + " quarter of the population")
            @Min(1)
            @Max(1_000)
            @Nullable
            Integer sample,

            @Schema(description = "Share of children with two parents; the others are mutants. Default: 0.2")
            @DecimalMin("0")
            @DecimalMax("1")
            @Nullable
            Double crossoverProbability,

            @Schema(
                    description =
                            "Candidates that wait for training or are trained at once; no fewer than workers keep all"
                                    + " of them busy. Default: 16")
            @Min(1)
            @Max(1_000)
            @Nullable
            Integer concurrency)
            implements StrategyRequest {

        private static final int CANDIDATES = 1_000;
        private static final int POPULATION = 100;

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            int all = candidates == null ? CANDIDATES : candidates;
            int members = population == null ? Math.max(2, Math.min(POPULATION, all / 5)) : population;
            return new StrategySettings.Evolution(
                    all,
                    members,
                    sample == null ? (members + 3) / 4 : sample,
                    crossoverProbability == null ? 0.2 : crossoverProbability,
                    concurrency == null ? CONCURRENCY : concurrency);
        }
    }

    /** Search by a model of fitness. */
    @Schema(
            name = "SurrogateStrategy",
            description =
                    "A model of fitness, learnt from the candidates before, chooses among many new functions. No function"
                            + " twice; ends early when hardly any new one can be found")
    record Surrogate(
            @Schema(description = "Candidates in all. Default: 500") @Min(1) @Max(100_000) @Nullable
            Integer candidates,

            @Schema(
                    description = "The first so many, after those of start, are chosen without the model: of random"
                            + " functions those through which untrained networks pass gradients best. Default: 4")
            @Min(2)
            @Max(1_000)
            @Nullable
            Integer initial,

            @Schema(
                    description =
                            "Candidates chosen by the same model. Default: 4, or as many as concurrency if that is less")
            @Min(1)
            @Max(MAX_BATCH)
            @Nullable
            Integer batch,

            @Schema(
                    description =
                            "Candidates that wait for training or are trained at once, at least batch; with workers +"
                                    + " batch, all of them are busy. Default: 16, or batch if that is more")
            @Min(1)
            @Max(1_000)
            @Nullable
            Integer concurrency)
            implements StrategyRequest {

        private static final int CANDIDATES = 500;
        private static final int INITIAL = 4;
        private static final int MAX_BATCH = 64;

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            int together = batch == null ? Math.min(4, concurrency == null ? CONCURRENCY : concurrency) : batch;
            int open = concurrency == null ? Math.max(CONCURRENCY, together) : concurrency;
            if (open < together) {
                throw new InvalidRequest(field + ".batch", "must be at most %d, the concurrency".formatted(open));
            }
            return new StrategySettings.Surrogate(
                    candidates == null ? CANDIDATES : candidates, initial == null ? INITIAL : initial, together, open);
        }
    }

    /** Asynchronous successive halving. */
    @Schema(
            name = "AshaStrategy",
            description =
                    "Asynchronous successive halving (Li et al. 2018): candidates are trained for a few epochs first,"
                            + " and only the best of them for longer")
    record Asha(
            @Schema(
                    description = "One of so many functions is promoted to the next, so many times longer, training."
                            + " Default: 9")
            @Min(2)
            @Max(100)
            @Nullable
            Integer reduction,

            @Schema(description = "Epochs of the first training. Default: 1") @Min(1) @Max(Recipe.MAX_EPOCHS) @Nullable
            Integer minEpochs,

            @Schema(description = "The strategy that chooses the candidates. Default: surrogate") @Valid @Nullable
            StrategyRequest strategy)
            implements StrategyRequest {

        private static final int REDUCTION = 9;

        @Override
        public StrategySettings settings(String field, Recipe recipe) {
            if (strategy instanceof Asha) {
                throw new InvalidRequest(field + ".strategy.type", "must not be asha, which is around it already");
            }
            int lowest = minEpochs == null ? 1 : minEpochs;
            if (lowest >= recipe.epochs()) {
                throw new InvalidRequest(
                        field + ".minEpochs",
                        "must be less than the epochs of the recipe, which has %d".formatted(recipe.epochs()));
            }
            int factor = reduction == null ? REDUCTION : reduction;
            StrategyRequest chooser = strategy == null ? new Surrogate(null, null, null, null) : strategy;
            return new StrategySettings.Asha(
                    factor,
                    StrategySettings.Asha.rungs(lowest, factor, recipe.epochs()),
                    chooser.settings(field + ".strategy", recipe));
        }
    }
}
