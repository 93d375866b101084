package io.afos.api.benchmark.web;

import io.afos.api.benchmark.Benchmark;
import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkQueries;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.BenchmarkSubmissions;
import io.afos.api.benchmark.Cell;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Setting;
import io.afos.api.job.Submission;
import io.afos.api.problem.InvalidRequest;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import static java.util.stream.Collectors.toSet;

/** Creates copies of benchmarks. */
@Component
class BenchmarkCopies {

    private final BenchmarkQueries queries;
    private final BenchmarkSubmissions submissions;

    BenchmarkCopies(BenchmarkQueries queries, BenchmarkSubmissions submissions) {
        this.queries = queries;
        this.submissions = submissions;
    }

    /**
     * Submits a copy with the cells of the original. With other seeds, it has the cells that the original has for any
     * seed.
     */
    Benchmark submit(long id, Submission submission, CloneRequest request) {
        record Place(String recipeHash, String fingerprint) {}
        record Spot(Place place, long seed) {}
        Benchmark original = queries.find(id);
        BenchmarkSpecification copy = specification(original.specification(), request);
        List<CellView> cells = queries.cells(id);
        Set<Place> places = cells.stream()
                .map(cell -> new Place(cell.recipeHash(), cell.fingerprint()))
                .collect(toSet());
        Set<Spot> spots = cells.stream()
                .map(cell -> new Spot(new Place(cell.recipeHash(), cell.fingerprint()), cell.seed()))
                .collect(toSet());
        List<Cell> wanted = copy.everyCell().stream()
                .filter(cell -> {
                    var place = new Place(
                            cell.setting().recipe().hash(), cell.competitor().fingerprint());
                    return request.seeds() == null
                            ? spots.contains(new Spot(place, cell.seed()))
                            : places.contains(place);
                })
                .toList();
        return submissions.submit(
                request.name() == null || request.name().isBlank()
                        ? original.name()
                        : request.name().strip(),
                request.priority() == null ? original.priority() : request.priority(),
                submission,
                copy,
                wanted);
    }

    private static BenchmarkSpecification specification(BenchmarkSpecification original, CloneRequest request) {
        BenchmarkMetric metric = request.metric() == null ? original.metric() : request.metric();
        if (metric == BenchmarkMetric.TEST_ACCURACY
                && !original.settings().stream().allMatch(Setting::measuresTest)) {
            throw new InvalidRequest(
                    "metric", "needs recipes that measure the test split; the original's recipes do not");
        }
        return new BenchmarkSpecification(
                original.competitors(),
                original.settings(),
                request.seeds() == null ? original.seeds() : BenchmarkSpecifications.seeds(request.seeds()),
                original.exclude(),
                metric,
                original.control(),
                BenchmarkSpecifications.budget(request.budget()),
                original.recipes());
    }
}
