package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.job.BrokenJob;
import io.afos.api.job.JobState;
import io.afos.api.job.JobStateChanged;
import io.afos.api.problem.Conflict;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/**
 * Advances benchmarks: requests the evaluations of their cells and ends them. The caller must hold the lock on the
 * benchmark's row.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BenchmarkAdvancer {

    private static final Logger log = LoggerFactory.getLogger(BenchmarkAdvancer.class);

    private final Benchmarks benchmarks;
    private final CellStore cells;
    private final EvaluationRequests evaluations;
    private final Clock clock;

    BenchmarkAdvancer(Benchmarks benchmarks, CellStore cells, EvaluationRequests evaluations, Clock clock) {
        this.benchmarks = benchmarks;
        this.cells = cells;
        this.evaluations = evaluations;
        this.clock = clock;
    }

    /** Adds cells to a benchmark and requests abandoned evaluations again. The benchmark continues. */
    void addAndGoOn(Benchmark benchmark, Collection<Cell> added) {
        request(
                benchmark,
                cells.untrained(benchmark.id()).stream()
                        .filter(cell -> !cell.failed())
                        .toList());
        add(benchmark, added);
    }

    /** Requests evaluations for cells that the benchmark does not have yet, in the given order. */
    void add(Benchmark benchmark, Collection<Cell> added) {
        added.stream().map(cell -> cell.setting().recipe()).distinct().forEach(evaluations::register);
        request(
                benchmark,
                added.stream()
                        .map(cell -> new CellStore.Untrained(
                                cell.setting().recipe().hash(),
                                cell.seed(),
                                cell.competitor().fingerprint(),
                                cell.competitor().formula(),
                                false))
                        .toList());
        endIfDone(benchmark, null);
    }

    /** Requests evaluations again for the matching cells without a result. */
    void retry(Benchmark benchmark, Predicate<CellStore.Untrained> wanted) {
        request(
                benchmark,
                cells.untrained(benchmark.id()).stream().filter(wanted).toList());
        endIfDone(benchmark, null);
    }

    private void request(Benchmark benchmark, List<CellStore.Untrained> wanted) {
        record Layer(long seed, String recipeHash) {}
        Map<Layer, List<RequestedActivation>> layers = wanted.stream()
                .collect(groupingBy(
                        cell -> new Layer(cell.seed(), cell.recipeHash()),
                        LinkedHashMap::new,
                        mapping(cell -> new RequestedActivation(cell.fingerprint(), cell.formula()), toList())));
        layers.forEach((layer, activations) -> {
            Map<String, RequestedEvaluation> requested = evaluations.request(
                    benchmark.id(), benchmark.priority(), layer.recipeHash, layer.seed, activations);
            cells.add(benchmark.id(), layer.recipeHash, layer.seed, requested.values());
        });
    }

    @EventListener
    void on(EvaluationEvent.Closed closed) {
        // Hibernate would translate a query with a list of ids again on every call.
        for (long jobId : closed.advancing()) {
            BrokenJob.guard(
                    jobId,
                    "benchmark",
                    () -> benchmarks.findById(jobId).ifPresent(benchmark -> endIfDone(benchmark, closed.failure())));
        }
    }

    @EventListener
    void on(JobStateChanged change) {
        if (change.state() == JobState.RUNNING) {
            benchmarks.findById(change.jobId()).ifPresent(benchmark -> {
                if (isSpent(benchmark)) {
                    throw new Conflict(String.format(
                            Locale.ROOT,
                            "the budget of benchmark %d is used up; extend the benchmark with a larger budget",
                            benchmark.id()));
                }
                retry(benchmark, cell -> true);
                overdrawn(benchmark).ifPresent(needed -> {
                    throw new Conflict(String.format(
                            Locale.ROOT,
                            "the budget of %,d trainings is too small: the cells need %,d new trainings; extend the"
                                    + " benchmark with a larger budget",
                            benchmark.specification().budget().maxTrainings(),
                            needed));
                });
            });
        }
    }

    private void endIfDone(Benchmark benchmark, @Nullable String failure) {
        if (benchmark.state() != JobState.RUNNING) {
            return;
        }
        if (!cells.hasOpen(benchmark.id())) {
            end(benchmark, failure);
        } else if (isSpent(benchmark)) {
            benchmark.fail(
                    String.format(
                            Locale.ROOT,
                            "the budget of %s s of training time is used up with %,d of %,d cells done; extend the"
                                    + " benchmark to continue",
                            benchmark.specification().budget().maxTrainingSeconds(),
                            cells.countSucceeded(benchmark.id()),
                            cells.count(benchmark.id())),
                    clock.instant());
            benchmarks.saveAndFlush(benchmark);
        }
    }

    private void end(Benchmark benchmark, @Nullable String failure) {
        if (cells.countSucceeded(benchmark.id()) > 0) {
            benchmark.complete(clock.instant());
        } else {
            benchmark.fail("all cells failed" + (failure == null ? "" : "; last failure: " + failure), clock.instant());
        }
        benchmarks.saveAndFlush(benchmark);
        log.info("benchmark {} ended: {}", benchmark.id(), benchmark.state());
    }

    /** The number of trainings for the benchmark itself, if its budget forbids so many. */
    Optional<Integer> overdrawn(Benchmark benchmark) {
        Integer limit = benchmark.specification().budget().maxTrainings();
        return Optional.ofNullable(limit)
                .map(most -> cells.countOwn(benchmark.id()))
                .filter(own -> own > limit);
    }

    private boolean isSpent(Benchmark benchmark) {
        Double limit = benchmark.specification().budget().maxTrainingSeconds();
        return limit != null && cells.spentSeconds(benchmark.id()) >= limit;
    }
}
