package io.afos.api.search.estimate;

import io.afos.api.search.StopRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trainings and their epochs, as expected. */
record Load(double trainings, double epochs) {

    /** @param trainings by the epochs after which they end */
    static Load of(Map<Integer, Double> trainings, Pace pace) {
        double epochs = trainings.entrySet().stream()
                .mapToDouble(some -> some.getValue() * pace.epochs(some.getKey()))
                .sum();
        return new Load(
                trainings.values().stream().mapToDouble(Double::doubleValue).sum(), epochs);
    }

    /** As much of it as is done before the search ends. */
    Load stopped(StopRules stop) {
        double share = Math.min(share(stop.trainings(), trainings), share(stop.epochs(), epochs));
        return new Load(share * trainings, share * epochs);
    }

    private static double share(@Nullable Integer most, double amount) {
        return most == null || amount <= most ? 1 : most / amount;
    }
}
