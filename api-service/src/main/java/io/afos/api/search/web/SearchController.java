package io.afos.api.search.web;

import io.afos.api.job.JobControl;
import io.afos.api.job.JobState;
import io.afos.api.job.Submission;
import io.afos.api.search.Search;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.Submissions;
import io.afos.api.search.view.SearchQueries;
import io.afos.api.search.view.SearchStatus;
import io.afos.api.search.view.SearchSummary;
import io.afos.api.web.CatalogName;
import io.afos.api.web.Cursor;
import io.afos.api.web.IdempotencyKey;
import io.afos.api.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/searches")
@Tag(name = "Searches", description = "Submit, observe, pause, resume and cancel searches")
class SearchController {

    private final Submissions submissions;
    private final SearchQueries queries;
    private final JobControl control;
    private final SearchSpecifications specifications;
    private final JsonMapper json;

    SearchController(
            Submissions submissions,
            SearchQueries queries,
            JobControl control,
            SearchSpecifications specifications,
            JsonMapper json) {
        this.submissions = submissions;
        this.queries = queries;
        this.control = control;
        this.specifications = specifications;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit a search",
            description = "The response is sent once the search is stored with its first candidates. A repeated request"
                    + " with the same Idempotency-Key returns the existing search.")
    @ApiResponse(responseCode = "202", description = "Accepted; Location is the address of the search")
    ResponseEntity<SearchStatus> submit(
            @RequestHeader(name = "Idempotency-Key", required = false) @IdempotencyKey @Nullable String idempotencyKey,
            @RequestBody @Valid SearchRequest request) {
        SearchSpecification specification = specifications.of(request);
        String name = request.name() == null || request.name().isBlank()
                ? String.format(
                        Locale.ROOT,
                        "%s on %s",
                        specification.strategy().name(),
                        specification.recipe().dataset())
                : request.name().strip();
        var submission = Submission.of(idempotencyKey, json.writeValueAsString(request));
        int priority = request.priority() == null ? 0 : request.priority();
        Search search = submissions.submit(name, priority, submission, specification);
        var location =
                ServletUriComponentsBuilder.fromCurrentRequest().path("/{id}").build(search.id());
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, location.toString())
                .body(queries.status(search.id()));
    }

    @GetMapping
    @Operation(summary = "List searches, newest first")
    Page<SearchSummary> list(
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(required = false) @CatalogName @Nullable String strategy,
            @RequestParam(required = false) @CatalogName @Nullable String dataset,
            @RequestParam(required = false) @CatalogName @Nullable String architecture,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Long before = Cursor.decode(cursor, 1, key -> Long.valueOf(key.get(0)));
        List<SearchSummary> rows = queries.list(state, strategy, dataset, architecture, before, limit + 1);
        return Page.of(rows, limit, search -> Cursor.of(search.id()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Get a search: progress, best so far, baselines, time left")
    SearchStatus status(@PathVariable long id) {
        return queries.status(id);
    }

    @PostMapping("/{id}/pause")
    @Operation(
            summary = "Pause a search",
            description = "Running trainings stop at their next batch and start over after resuming. Completed"
                    + " trainings are kept.")
    SearchStatus pause(@PathVariable long id) {
        control.pause(id);
        return queries.status(id);
    }

    @PostMapping("/{id}/resume")
    @Operation(
            summary = "Resume a paused search, or retry a failed one",
            description = "Failed evaluations are retried.")
    SearchStatus resume(@PathVariable long id) {
        control.resume(id);
        return queries.status(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancel a search permanently; completed trainings are kept")
    SearchStatus cancel(@PathVariable long id) {
        control.cancel(id);
        return queries.status(id);
    }
}
