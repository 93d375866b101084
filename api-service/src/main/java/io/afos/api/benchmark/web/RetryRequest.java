package io.afos.api.benchmark.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects the failed cells to retry. */
record RetryRequest(
        @Schema(description = "Default: all failed cells") @Size(max = 1_000) @Nullable
        List<BenchmarkRequest.@Valid CellRequest> cells) {}
