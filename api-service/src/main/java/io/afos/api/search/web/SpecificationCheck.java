package io.afos.api.search.web;

import io.afos.api.search.SearchSpecification;
import io.afos.api.web.InvalidRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
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
        StrategyRequest strategy = json.convertValue(specification.strategy(), StrategyRequest.class);
        requireValid("strategy", strategy);
        requireValid("stop", specification.stopRules());
        if (specification.replication() != null) {
            requireValid("replication", json.convertValue(specification.replication(), ReplicationRequest.class));
        }
        strategy.settings("strategy", specification.recipe());
        SearchSpecifications.requireManageable(specification.strategy(), specification.problem());
        SearchSpecifications.requirePossible(specification.recipe());
        SearchSpecifications.requireKnown(specification.baselines());
    }

    private <T> void requireValid(String field, T value) {
        for (ConstraintViolation<T> violation : validator.validate(value)) {
            throw new InvalidRequest(field, violation.getPropertyPath() + " " + violation.getMessage());
        }
    }
}
