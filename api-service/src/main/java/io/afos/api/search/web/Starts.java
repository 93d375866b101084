package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RequestedFunction;
import io.afos.api.search.best.BestFunctions;
import io.afos.api.strategy.history.Problem;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Encoder;
import io.afos.model.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the start candidates of requested searches. */
@Component
class Starts {

    private final BestFunctions best;

    Starts(BestFunctions best) {
        this.best = best;
    }

    /**
     * The search problem with the requested functions as start candidates, each function once.
     *
     * @throws InvalidRequest if a name or formula is invalid or outside the space, or if the space contains none of the
     *     best functions
     */
    Problem problem(@Nullable StartRequest request, SearchSpace space, boolean mirrorInvariant) {
        var nothing = new Problem(space, List.of(), mirrorInvariant);
        if (request == null) {
            return nothing;
        }
        List<Expression> named = request.functions() == null
                ? List.of()
                : RequestedFunction.readAllTrainable("start.functions", request.functions());
        List<Expression> ranked = request.best() == null
                ? List.of()
                : best.find("start.best", request.best()).stream()
                        .map(BestFunctions.Ranked::expression)
                        .toList();
        Map<Fingerprint, Chromosome> found = new Encoder(space)
                .encode(Stream.concat(named.stream(), ranked.stream()).toList());
        for (int i = 0; i < named.size(); i++) {
            if (!found.containsKey(Fingerprint.of(named.get(i)))) {
                throw new InvalidRequest(
                        String.format(Locale.ROOT, "start.functions[%d]", i),
                        "cannot be built from the functions and shapes of the space: omit it, or extend the space");
            }
        }
        if (found.isEmpty() && !ranked.isEmpty()) {
            throw new InvalidRequest("start.best", "selects only functions outside the space");
        }
        return new Problem(space, distinct(found.values().stream(), nothing), mirrorInvariant);
    }

    private static List<Chromosome> distinct(Stream<Chromosome> chromosomes, Problem problem) {
        Map<Fingerprint, Chromosome> distinct = new LinkedHashMap<>();
        chromosomes.forEach(
                chromosome -> distinct.putIfAbsent(Fingerprint.of(problem.function(chromosome)), chromosome));
        return List.copyOf(distinct.values());
    }
}
