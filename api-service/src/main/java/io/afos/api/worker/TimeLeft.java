package io.afos.api.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long the trainings to come will take the live workers. */
@Component
public class TimeLeft {

    /** No time is estimated before this number of trainings is done. */
    public static final int MIN_TRAINED = 3;

    private final Workers workers;

    TimeLeft(Workers workers) {
        this.workers = workers;
    }

    /**
     * The work on each data set is divided among the live workers that have it, and all work among all live workers; whichever
     * takes longer counts.
     *
     * @param work seconds that one worker would take, by data set
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
