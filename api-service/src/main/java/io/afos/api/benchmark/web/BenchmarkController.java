package io.afos.api.benchmark.web;

import io.afos.api.benchmark.Benchmark;
import io.afos.api.benchmark.BenchmarkQueries;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.BenchmarkStatus;
import io.afos.api.benchmark.BenchmarkSubmissions;
import io.afos.api.benchmark.BenchmarkSummary;
import io.afos.api.benchmark.CellView;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobControl;
import io.afos.api.job.JobState;
import io.afos.api.job.Submission;
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
@RequestMapping("/api/v1/benchmarks")
@Tag(name = "Benchmarks", description = "Compare activation functions over networks, data sets and seeds")
class BenchmarkController {

    private final BenchmarkSubmissions submissions;
    private final BenchmarkSpecifications specifications;
    private final BenchmarkCopies copies;
    private final Presets presets;
    private final BenchmarkQueries queries;
    private final JobControl control;
    private final JsonMapper json;

    BenchmarkController(
            BenchmarkSubmissions submissions,
            BenchmarkSpecifications specifications,
            BenchmarkCopies copies,
            Presets presets,
            BenchmarkQueries queries,
            JobControl control,
            JsonMapper json) {
        this.submissions = submissions;
        this.specifications = specifications;
        this.copies = copies;
        this.presets = presets;
        this.queries = queries;
        this.control = control;
        this.json = json;
    }

    /** A preset and what this service lacks to run it. */
    record PresetView(String name, String description, List<String> missing, BenchmarkRequest request) {}

    @GetMapping("/presets")
    @Operation(summary = "List the presets and what this service lacks to run each")
    List<PresetView> presets() {
        return presets.all().stream()
                .map(preset -> new PresetView(preset.name(), preset.description(), preset.missing(), preset.request()))
                .toList();
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit a benchmark",
            description = "A repeated request with the same Idempotency-Key returns the existing benchmark.")
    @ApiResponse(responseCode = "202", description = "Accepted; Location is the address of the benchmark")
    ResponseEntity<BenchmarkStatus> submit(
            @RequestHeader(name = "Idempotency-Key", required = false) @IdempotencyKey @Nullable String idempotencyKey,
            @RequestBody @Valid BenchmarkRequest request) {
        BenchmarkRequest complete = presets.complete(request);
        BenchmarkSpecification specification = specifications.of(complete);
        String name = String.valueOf(complete.name()).strip();
        return accepted(submissions.submit(
                name.isEmpty() ? "benchmark" : name,
                complete.priority() == null ? 0 : complete.priority(),
                Submission.of(idempotencyKey, json.writeValueAsString(request)),
                specification,
                specifications.cells(complete, specification)));
    }

    @GetMapping
    @Operation(summary = "List benchmarks, newest first")
    Page<BenchmarkSummary> list(
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Long before = Cursor.decode(cursor, 1, key -> Long.valueOf(key.get(0)));
        return Page.of(queries.list(state, before, limit + 1), limit, benchmark -> Cursor.of(benchmark.id()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Get a benchmark: matrix, progress, time left")
    BenchmarkStatus status(@PathVariable long id) {
        return queries.status(id);
    }

    @GetMapping("/{id}/cells")
    @Operation(summary = "List a benchmark's cells with their values or failure reasons")
    Page<CellView> cells(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable EvaluationState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Long after = Cursor.decode(cursor, 1, key -> Long.valueOf(key.get(0)));
        return Page.of(queries.cells(id, state, after, limit + 1), limit, cell -> Cursor.of(cell.evaluationId()));
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Pause a benchmark; completed trainings are kept")
    BenchmarkStatus pause(@PathVariable long id) {
        queries.find(id);
        control.pause(id);
        return queries.status(id);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Resume a paused benchmark, or retry a failed one")
    BenchmarkStatus resume(@PathVariable long id) {
        queries.find(id);
        control.resume(id);
        return queries.status(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancel a benchmark permanently; completed trainings are kept")
    BenchmarkStatus cancel(@PathVariable long id) {
        queries.find(id);
        control.cancel(id);
        return queries.status(id);
    }

    @PostMapping(path = "/{id}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Retry failed cells")
    BenchmarkStatus retry(@PathVariable long id, @RequestBody @Valid RetryRequest request) {
        BenchmarkSpecification specification = queries.find(id).specification();
        List<BenchmarkRequest.CellRequest> cells = request.cells() == null ? List.of() : request.cells();
        submissions.retry(
                id,
                BenchmarkSpecifications.patterns(
                        "cells", cells, specification.competitors(), specification.settings()));
        return queries.status(id);
    }

    @PostMapping(path = "/{id}/extend", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add functions, networks, data sets, seeds or cells to a benchmark",
            description = "A benchmark that has ended continues. Existing cells are not trained again.")
    BenchmarkStatus extend(@PathVariable long id, @RequestBody @Valid ExtensionRequest request) {
        submissions.extend(id, old -> specifications.extension(request, old));
        return queries.status(id);
    }

    @PostMapping(path = "/{id}/clone", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Submit a copy of a benchmark")
    @ApiResponse(responseCode = "202", description = "Accepted; Location is the address of the copy")
    ResponseEntity<BenchmarkStatus> copy(
            @PathVariable long id,
            @RequestHeader(name = "Idempotency-Key", required = false) @IdempotencyKey @Nullable String idempotencyKey,
            @RequestBody @Valid CloneRequest request) {
        return accepted(copies.submit(
                id,
                Submission.of(
                        idempotencyKey,
                        String.format(Locale.ROOT, "clone of %d: %s", id, json.writeValueAsString(request))),
                request));
    }

    private ResponseEntity<BenchmarkStatus> accepted(Benchmark benchmark) {
        var location = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/api/v1/benchmarks/{id}")
                .build(benchmark.id());
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, location.toString())
                .body(queries.status(benchmark.id()));
    }
}
