package io.afos.api.benchmark;

import io.afos.api.job.JobAction;
import io.afos.api.job.JobActions;
import io.afos.api.job.JobNotFound;
import io.afos.api.job.Jobs;
import io.afos.api.job.NewJobs;
import io.afos.api.job.Submission;
import io.afos.api.problem.InvalidRequest;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import static java.util.stream.Collectors.toSet;

/** Accepts new benchmarks and extensions. What it has accepted is stored in the database. */
@Service
@Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
public class BenchmarkSubmissions {

    private final NewJobs newJobs;
    private final Jobs jobs;
    private final Benchmarks benchmarks;
    private final CellStore store;
    private final BenchmarkAdvancer advancer;
    private final Clock clock;
    private final JobActions actions;

    BenchmarkSubmissions(
            NewJobs newJobs,
            Jobs jobs,
            Benchmarks benchmarks,
            CellStore store,
            BenchmarkAdvancer advancer,
            Clock clock,
            JobActions actions) {
        this.newJobs = newJobs;
        this.jobs = jobs;
        this.benchmarks = benchmarks;
        this.store = store;
        this.advancer = advancer;
        this.clock = clock;
        this.actions = actions;
    }

    /**
     * Submits a benchmark, or returns the one already submitted with the same idempotency key.
     *
     * @param cells the cells of the specification's matrix to train
     * @throws InvalidRequest if there are no cells, or more than a benchmark or its budget allows
     */
    public Benchmark submit(
            String name,
            int priority,
            Submission submission,
            BenchmarkSpecification specification,
            Collection<Cell> cells) {
        return newJobs.submit(Benchmark.class, submission, () -> {
            requireBounds(cells.size());
            Benchmark benchmark = benchmarks.saveAndFlush(new Benchmark(name, priority, submission, specification));
            advancer.add(benchmark, cells);
            requireBudget(benchmark);
            return benchmark;
        });
    }

    /** Extends a benchmark, which continues if it had ended. */
    @Transactional
    public void extend(long id, Function<BenchmarkSpecification, Extension> request) {
        Benchmark benchmark = locked(id);
        BenchmarkSpecification old = benchmark.specification();
        Extension extension = request.apply(old);
        BenchmarkSpecification grown = old.with(extension);
        Set<CellStore.Key> present = store.keys(id);
        List<Cell> added = extension.added(old).stream()
                .filter(cell -> !present.contains(CellStore.Key.of(cell)))
                .toList();
        requireBounds(present.size() + added.size());
        benchmark.reopen(clock.instant());
        benchmark.extendTo(grown);
        benchmarks.flush();
        advancer.addAndGoOn(benchmark, added);
        requireBudget(benchmark);
        benchmark.holdAdded();
        benchmarks.saveAndFlush(benchmark);
        actions.add(id, JobAction.Kind.EXTENDED);
    }

    /** Retries the failed cells that match one of the patterns, or all failed cells if there is no pattern. */
    @Transactional
    public void retry(long id, List<CellPattern> patterns) {
        Benchmark benchmark = locked(id);
        benchmark.reopen(clock.instant());
        benchmarks.flush();
        Set<CellStore.Key> wanted = benchmark.specification().everyCell().stream()
                .filter(cell -> patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.fits(cell)))
                .map(CellStore.Key::of)
                .collect(toSet());
        advancer.retry(benchmark, cell -> cell.failed() && wanted.contains(cell.key()));
        benchmark.holdAdded();
        benchmarks.saveAndFlush(benchmark);
        actions.add(id, JobAction.Kind.RETRIED);
    }

    private Benchmark locked(long id) {
        return jobs.findLocked(id)
                .filter(Benchmark.class::isInstance)
                .map(Benchmark.class::cast)
                .orElseThrow(() -> new JobNotFound(id));
    }

    private static void requireBounds(int cells) {
        if (cells == 0) {
            throw new InvalidRequest("cells", "leave no cell to train");
        }
        if (cells > BenchmarkSpecification.MAX_CELLS) {
            throw new InvalidRequest(
                    "cells",
                    String.format(
                            Locale.ROOT,
                            "are too many: %,d (activations x networks x data sets x seeds), at most %,d are allowed",
                            cells,
                            BenchmarkSpecification.MAX_CELLS));
        }
    }

    /** Called after the trainings were requested: only then is it certain which are new. */
    private void requireBudget(Benchmark benchmark) {
        advancer.overdrawn(benchmark).ifPresent(needed -> {
            throw new InvalidRequest(
                    "budget.maxTrainings",
                    String.format(Locale.ROOT, "is too small: the cells need %,d new trainings", needed));
        });
    }
}
