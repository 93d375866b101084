package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeCheck;
import io.afos.api.search.SearchSpecification;
import io.afos.api.strategy.StrategySettings;
import io.afos.model.recipe.Seeds;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Holds specifications that did not come as requests to what is asked of requests. */
@Component
class SpecificationCheck {

    private final Validator validator;
    private final JsonMapper json;

    SpecificationCheck(Validator validator, JsonMapper json) {
        this.validator = validator;
        this.json = json;
    }

    /** @throws InvalidRequest if it could not have been submitted */
    void requirePossible(SearchSpecification specification) {
        requireSeed("seed", specification.seed());
        requireSeed("trainingSeed", specification.trainingSeed());
        requireSeed("recipe.splitSeed", specification.recipe().data().splitSeed());
        StrategyRequest strategy = request(specification.strategy());
        requireValid("strategy", strategy);
        requireValid("stop", specification.stopRules());
        if (specification.replication() != null) {
            requireValid("replication", json.convertValue(specification.replication(), ReplicationRequest.class));
        }
        if (!strategy.settings("strategy", specification.recipe()).equals(specification.strategy())) {
            throw new InvalidRequest("strategy", "strategy must be as a request would make it");
        }
        SearchSpecifications.requireManageable(specification.strategy(), specification.problem());
        RecipeCheck.requirePossible(specification.recipe());
        SearchSpecifications.requireKnown(specification.baselines());
    }

    private @Nullable StrategyRequest request(@Nullable StrategySettings settings) {
        return settings instanceof StrategySettings.Asha asha
                ? new StrategyRequest.Asha(
                        asha.reduction(), asha.rungs().stream().findFirst().orElse(null), request(asha.base()))
                : json.convertValue(settings, StrategyRequest.class);
    }

    private static void requireSeed(String field, long seed) {
        if (seed < Seeds.MIN || seed > Seeds.MAX) {
            throw new InvalidRequest(field, "%s must be %d to %d".formatted(field, Seeds.MIN, Seeds.MAX));
        }
    }

    private <T> void requireValid(String field, T value) {
        for (ConstraintViolation<T> violation : validator.validate(value)) {
            throw new InvalidRequest(field, violation.getPropertyPath() + " " + violation.getMessage());
        }
    }
}
