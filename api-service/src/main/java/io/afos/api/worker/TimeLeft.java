package io.afos.api.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Estimates how long the live workers will take for the remaining trainings. */
@Component
public class TimeLeft {

    /** No estimate is made before this number of trainings has finished. */
    public static final int MIN_TRAINED = 3;

    private final Workers workers;

    TimeLeft(Workers workers) {
        this.workers = workers;
    }

    /**
     * Divides the work on each data set among the live workers that have it, and all work among all live workers; the
     * longer time counts.
     *
     * @param work seconds of work for a single worker, by data set
     * @return seconds; {@code null} if no live worker has one of the data sets
     */
    public @Nullable Double seconds(Map<String, Double> work) {
        double longest =
                work.values().stream().mapToDouble(Double::doubleValue).sum() / Math.max(1, workers.countLive());
        for (Map.Entry<String, Double> onDataset : work.entrySet()) {
            int able = workers.countLive(onDataset.getKey());
            if (able == 0) {
                return null;
            }
            longest = Math.max(longest, onDataset.getValue() / able);
        }
        return longest;
    }
}
