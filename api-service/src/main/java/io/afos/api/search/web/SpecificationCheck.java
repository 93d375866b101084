package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeCheck;
import io.afos.api.search.SearchSpecification;
import io.afos.api.strategy.Strategy;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Seeds;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Applies the validation of requests to specifications from other sources. */
@Component
class SpecificationCheck {

    private final Validator validator;
    private final RecipeCheck recipes;

    SpecificationCheck(Validator validator, RecipeCheck recipes) {
        this.validator = validator;
        this.recipes = recipes;
    }

    /** @throws InvalidRequest if the specification could not have been submitted */
    void requirePossible(SearchSpecification specification) {
        requireSeed("seed", specification.seed());
        requireSeed("trainingSeed", specification.trainingSeed());
        if (specification.recipe() instanceof ImageRecipe recipe) {
            requireSeed("recipe.splitSeed", recipe.data().splitSeed());
        }
        Strategy strategy = specification.strategy();
        requireValid("strategy", strategy);
        requireValid("stop", specification.stopRules());
        if (specification.replication() != null) {
            requireValid("replication", specification.replication());
        }
        SearchSpecifications.requireConsistent(strategy, specification.recipe());
        if (!strategy.within(specification.recipe().epochs()).equals(strategy)) {
            throw new InvalidRequest("strategy", "strategy must be in the form that a request would produce");
        }
        SearchSpecifications.requireManageable(strategy, specification.problem());
        recipes.requirePossible(specification.recipe());
        SearchSpecifications.requireKnown(specification.baselines());
    }

    private static void requireSeed(String field, long seed) {
        if (seed < Seeds.MIN || seed > Seeds.MAX) {
            throw new InvalidRequest(
                    field, String.format(Locale.ROOT, "%s must be between %d and %d", field, Seeds.MIN, Seeds.MAX));
        }
    }

    private <T> void requireValid(String field, T value) {
        for (ConstraintViolation<T> violation : validator.validate(value)) {
            throw new InvalidRequest(field, violation.getPropertyPath() + " " + violation.getMessage());
        }
    }
}
