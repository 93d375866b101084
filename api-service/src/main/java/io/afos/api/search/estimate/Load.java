package io.afos.api.search.estimate;

import io.afos.api.search.StopRules;
import java.util.Map;

/** Trainings and their epochs, as expected. */
record Load(double trainings, double epochs) {

    /** @param trainings by the epochs after which they end */
    static Load of(Map<Integer, Double> trainings, TrainingSpeed speed) {
        double epochs = trainings.entrySet().stream()
                .mapToDouble(some -> some.getValue() * speed.epochs(some.getKey()))
                .sum();
        return new Load(
                trainings.values().stream().mapToDouble(Double::doubleValue).sum(), epochs);
    }

    /** As much of it as is done before the search ends. */
    Load stopped(StopRules stop) {
        double share = Math.min(share(stop.mostTrainings(), trainings), share(stop.mostEpochs(), epochs));
        return new Load(share * trainings, share * epochs);
    }

    private static double share(long most, double amount) {
        return amount <= most ? 1 : most / amount;
    }
}
