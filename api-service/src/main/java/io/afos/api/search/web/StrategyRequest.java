package io.afos.api.search.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.api.strategy.StrategySettings;
import io.afos.api.web.InvalidRequest;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
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
    @JsonSubTypes.Type(value = StrategyRequest.Exhaustive.class, name = "exhaustive")
})
@Schema(
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "afos", schema = StrategyRequest.Afos.class),
            @DiscriminatorMapping(value = "random", schema = StrategyRequest.Random.class),
            @DiscriminatorMapping(value = "exhaustive", schema = StrategyRequest.Exhaustive.class)
        },
        oneOf = {StrategyRequest.Afos.class, StrategyRequest.Random.class, StrategyRequest.Exhaustive.class})
sealed interface StrategyRequest {

    /** @throws InvalidRequest if the parameters contradict each other */
    StrategySettings settings();

    static StrategySettings settingsOf(@Nullable StrategyRequest request) {
        return (request == null ? new Afos(null, null, null, null, null) : request).settings();
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
        public StrategySettings settings() {
            int members = population == null ? POPULATION : population;
            int mostElites = (members - 1) / 2;
            int best = elites == null ? Math.min(ELITES, mostElites) : elites;
            if (best > mostElites) {
                throw new InvalidRequest(
                        "strategy.elites",
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
        public StrategySettings settings() {
            return new StrategySettings.Random(candidates == null ? CANDIDATES : candidates);
        }
    }

    /** Every function of the space. */
    @Schema(
            name = "ExhaustiveStrategy",
            description = "Every function of the space once. The space must be small: leave out the shape of 7 genes")
    record Exhaustive() implements StrategyRequest {

        @Override
        public StrategySettings settings() {
            return new StrategySettings.Exhaustive();
        }
    }
}
