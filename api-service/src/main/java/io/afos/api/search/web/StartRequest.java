package io.afos.api.search.web;

import io.afos.api.search.best.BestRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions from which a search starts. */
@Schema(name = "StartRequest")
record StartRequest(
        @Schema(
                description = "Names in /catalog/activations or formulas; the space must contain each of them",
                example = "[\"silu\", \"-x*erf(exp(-x))\"]")
        @Size(max = StartRequest.MAX)
        @Nullable
        List<@Size(max = 4_096) String> functions,

        @Schema(description = "The best functions of searches or leaderboards; functions outside the space are skipped")
        @Size(max = 8)
        @Nullable
        List<@Valid BestRequest> best) {

    static final int MAX = 64;
}
