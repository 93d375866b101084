package io.afos.api.search.web;

import io.afos.api.problem.Overloaded;
import io.afos.api.search.estimate.Estimates;
import io.afos.api.search.estimate.SearchEstimate;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/searches")
@Tag(name = "Searches")
class EstimateController {

    private final Estimates estimates;
    private final SearchSpecifications specifications;
    private final Semaphore dryRuns = new Semaphore(2);

    EstimateController(Estimates estimates, SearchSpecifications specifications) {
        this.estimates = estimates;
        this.specifications = specifications;
    }

    @PostMapping(path = "/estimate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Estimate the cost of a search",
            description = "Accepts and rejects the same requests as a submission, and stores nothing. The number of"
                    + " trainings comes from a dry run of the strategy with made-up fitness values, the hours from"
                    + " earlier trainings in this installation.")
    SearchEstimate estimate(@RequestBody @Valid SearchRequest request) {
        var specification = specifications.of(request);
        if (!dryRuns.tryAcquire()) {
            throw new Overloaded("Too many estimates are running; try again in a few seconds.");
        }
        try {
            return estimates.of(specification);
        } finally {
            dryRuns.release();
        }
    }
}
