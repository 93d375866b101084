package io.afos.api.search.estimate;

import io.afos.api.search.SearchSpecification;
import io.afos.api.search.StopRules;
import io.afos.api.strategy.StrategySettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a search takes at most: every candidate a function of its own, trained to the end and, if it can be, promoted. */
final class Bounds {

    private Bounds() {}

    static long trainings(SearchSpecification specification, Set<String> baselines) {
        long rungs = specification.strategy().rungs().size() + 1L;
        return capped(
                        functions(specification) * rungs,
                        specification.stopRules().trainings())
                + besides(specification, baselines);
    }

    static long epochs(SearchSpecification specification, Set<String> baselines) {
        long full = specification.recipe().epochs();
        long each = specification.strategy().rungs().stream()
                        .mapToLong(Integer::longValue)
                        .sum()
                + full;
        StopRules stop = specification.stopRules();
        Integer trainings = stop.trainings();
        long candidates = functions(specification) * each;
        return capped(trainings == null ? candidates : Math.min(candidates, trainings * full), stop.epochs())
                + besides(specification, baselines) * full;
    }

    private static long functions(SearchSpecification specification) {
        StrategySettings strategy = specification.strategy();
        StrategySettings chooser = strategy.chooser();
        return Math.min(
                chooser.plannedProposals(specification.space()),
                specification.space().size());
    }

    private static long besides(SearchSpecification specification, Set<String> baselines) {
        return baselines.size() + specification.replications();
    }

    private static long capped(long amount, @Nullable Integer most) {
        return most == null ? amount : Math.min(amount, most);
    }
}
