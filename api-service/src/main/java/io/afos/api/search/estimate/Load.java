package io.afos.api.search.estimate;

import io.afos.api.search.StopRules;
import java.util.Map;

/** The expected number of trainings and of their epochs. */
record Load(double trainings, double epochs) {

    /** @param trainings number of trainings by the epochs after which they end */
    static Load of(Map<Integer, Double> trainings, TrainingSpeed speed) {
        double epochs = trainings.entrySet().stream()
                .mapToDouble(some -> some.getValue() * speed.epochs(some.getKey()))
                .sum();
        return new Load(
                trainings.values().stream().mapToDouble(Double::doubleValue).sum(), epochs);
    }

    /** The part that is done before these rules end the search. */
    Load stopped(StopRules stop) {
        double share = Math.min(share(stop.mostTrainings(), trainings), share(stop.mostEpochs(), epochs));
        return new Load(share * trainings, share * epochs);
    }

    private static double share(long most, double amount) {
        return amount <= most ? 1 : most / amount;
    }
}
