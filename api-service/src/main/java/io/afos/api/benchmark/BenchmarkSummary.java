package io.afos.api.benchmark;

import io.afos.api.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A benchmark in a list of benchmarks. */
public record BenchmarkSummary(
        long id,
        String name,
        JobState state,
        BenchmarkMetric metric,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String submittedBy,
        int cells,
        int succeeded) {}
