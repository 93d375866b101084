package io.afos.api.search.web;

import io.afos.api.problem.NotFound;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.search.view.CandidateQueries;
import io.afos.api.search.view.CandidateView;
import io.afos.api.search.view.FitnessHistory;
import io.afos.api.search.view.FitnessHistoryQueries;
import io.afos.api.search.view.GenerationView;
import io.afos.api.strategy.history.Operator;
import io.afos.api.web.Cursor;
import io.afos.api.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/searches/{id}")
@Tag(name = "Searches")
class CandidateController {

    private final CandidateQueries queries;
    private final FitnessHistoryQueries histories;

    CandidateController(CandidateQueries queries, FitnessHistoryQueries histories) {
        this.queries = queries;
        this.histories = histories;
    }

    @GetMapping("/course")
    @Operation(summary = "Get a search's fitness history in a bounded number of points for charts")
    FitnessHistory course(
            @PathVariable long id, @RequestParam(defaultValue = "300") @Min(1) @Max(1_000) int stretches) {
        return histories.of(id, stretches);
    }

    @GetMapping("/generations")
    @Operation(summary = "List a search's generations")
    Page<GenerationView> generations(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Integer after = Cursor.decode(cursor, 1, key -> Integer.valueOf(key.get(0)));
        return Page.of(
                queries.generations(id, after, limit + 1), limit, generation -> Cursor.of(generation.generation()));
    }

    @GetMapping("/candidates")
    @Operation(summary = "List a search's candidates, in the order of proposal or fittest first")
    Page<CandidateView> candidates(
            @PathVariable long id,
            @RequestParam(required = false) @Min(0) @Nullable Integer generation,
            @RequestParam(required = false) @Nullable CandidateState state,
            @RequestParam(required = false) @Nullable Operator operator,
            @Parameter(description = "Only the first candidate of each function") @RequestParam(defaultValue = "false")
                    boolean distinct,
            @RequestParam(defaultValue = "ORDINAL") Order sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        var filter = new CandidateQueries.Filter(generation, state, operator, distinct);
        if (sort == Order.ORDINAL) {
            Integer after = Cursor.decode(cursor, 1, key -> Integer.valueOf(key.get(0)));
            return Page.of(
                    queries.inOrder(id, filter, after, limit + 1), limit, candidate -> Cursor.of(candidate.ordinal()));
        }
        var after = Cursor.decode(
                cursor,
                2,
                key -> new CandidateQueries.After(Double.parseDouble(key.get(0)), Integer.parseInt(key.get(1))));
        return Page.of(
                queries.fittest(id, filter, after, limit + 1),
                limit,
                candidate -> Cursor.of(candidate.fitness(), candidate.ordinal()));
    }

    @GetMapping("/candidates/{ordinal}")
    @Operation(summary = "Get a candidate")
    CandidateView candidate(@PathVariable long id, @PathVariable int ordinal) {
        return queries.find(id, ordinal).orElseThrow(() -> notFound(id, ordinal));
    }

    @GetMapping("/candidates/{ordinal}/lineage")
    @Operation(summary = "List a candidate and its ancestors back to random ones, youngest first, at most 1,000")
    List<CandidateView> lineage(@PathVariable long id, @PathVariable int ordinal) {
        List<CandidateView> line = queries.lineage(id, ordinal);
        if (line.isEmpty()) {
            throw notFound(id, ordinal);
        }
        return line;
    }

    private static NotFound notFound(long id, int ordinal) {
        return new NotFound(String.format(Locale.ROOT, "search %d has no candidate %d", id, ordinal));
    }

    /** The sort orders of the list of candidates. */
    enum Order {
        ORDINAL,
        FITNESS
    }
}
