package io.afos.api.search.web;

import io.afos.api.search.best.BestRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions from which a search starts. */
@Schema(name = "StartRequest")
record StartRequest(
        @Schema(
                description = "Names in /catalog/activations or formulas, each of which the space must contain",
                example = "[\"silu\", \"-x*erf(exp(-x))\"]")
        @Size(max = StartRequest.MAX)
        @Nullable
        List<@Size(max = 4_096) String> functions,

        @Schema(
                description =
                        "From the top of searches or leaderboards; those that the space does not contain are left out")
        @Size(max = 8)
        @Nullable
        List<@Valid BestRequest> best) {

    static final int MAX = 64;
}
