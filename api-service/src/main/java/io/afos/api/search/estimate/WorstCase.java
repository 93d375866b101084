package io.afos.api.search.estimate;

import io.afos.api.search.SearchSpecification;
import io.afos.api.search.StopRules;
import java.util.Set;

/**
 * The upper bound of a search's cost: every candidate has a new function, is trained to the end and, if possible,
 * promoted.
 */
final class WorstCase {

    private WorstCase() {}

    static long trainings(SearchSpecification specification, Set<String> baselines) {
        long rungs = specification.strategy().rungs().size() + 1L;
        return Math.min(
                        functions(specification) * rungs,
                        specification.stopRules().mostTrainings())
                + besides(specification, baselines);
    }

    static long epochs(SearchSpecification specification, Set<String> baselines) {
        long full = specification.recipe().epochs();
        long each = specification.strategy().rungs().stream()
                        .mapToLong(Integer::longValue)
                        .sum()
                + full;
        StopRules stop = specification.stopRules();
        long candidates = functions(specification) * each;
        long trainings = stop.mostTrainings();
        long own = trainings <= candidates / full ? trainings * full : candidates;
        return Math.min(own, stop.mostEpochs()) + besides(specification, baselines) * full;
    }

    private static long functions(SearchSpecification specification) {
        return Math.min(
                specification.strategy().chooser().plannedProposals(specification.space()),
                specification.space().size());
    }

    private static long besides(SearchSpecification specification, Set<String> baselines) {
        return baselines.size() + specification.replications();
    }
}
