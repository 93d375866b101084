package io.afos.api.benchmark;

import io.afos.api.worker.Workers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static java.util.stream.Collectors.toMap;

/** How long the cells to come will take. */
@Component
class TimeLeft {

    /** No time is estimated before this number of trainings is done. */
    private static final int MIN_TRAINED = 3;

    private final Workers workers;

    TimeLeft(Workers workers) {
        this.workers = workers;
    }

    /**
     * Each training to come as long as those so far under the same recipe, or else all; those on a data set shared out to the
     * live workers that have it, and all to all of them, whichever takes longer.
     *
     * @return {@code null} if too few were trained, or no live worker has a data set
     */
    @Nullable
    Double seconds(BenchmarkSpecification specification, List<CellView> cells) {
        List<CellView> timed =
                cells.stream().filter(cell -> cell.seconds() != null).toList();
        if (timed.size() < MIN_TRAINED) {
            return null;
        }
        double overall = timed.stream().mapToDouble(CellView::seconds).average().orElseThrow();
        Map<String, Double> byRecipe =
                timed.stream().collect(groupingBy(CellView::recipeHash, averagingDouble(CellView::seconds)));
        Map<String, String> datasets = specification.settings().stream()
                .collect(toMap(setting -> setting.recipe().hash(), Setting::dataset, (first, same) -> first));
        Map<String, Double> toCome = cells.stream()
                .filter(cell -> cell.state().isOpen())
                .collect(groupingBy(
                        cell -> datasets.get(cell.recipeHash()),
                        summingDouble(cell -> byRecipe.getOrDefault(cell.recipeHash(), overall))));
        double longest =
                toCome.values().stream().mapToDouble(Double::doubleValue).sum() / Math.max(1, workers.countLive());
        for (Map.Entry<String, Double> onDataset : toCome.entrySet()) {
            int able = workers.countLive(onDataset.getKey());
            if (able == 0) {
                return null;
            }
            longest = Math.max(longest, onDataset.getValue() / able);
        }
        return longest;
    }
}
