package io.afos.api.search.estimate;

import io.afos.api.search.estimate.SearchEstimate.Basis;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The speed of trainings.
 *
 * @param trainings the number of trainings measured
 * @param secondsPerEpoch {@code null} if none was measured
 * @param byLength measurements under the same recipe, by the epochs after which trainings end
 */
record TrainingSpeed(Basis basis, int trainings, @Nullable Double secondsPerEpoch, Map<Integer, Measured> byLength) {

    /** The mean number of epochs measured for trainings of at most this length; {@code null} if none was measured. */
    @Nullable
    Double measuredEpochs(int length) {
        Measured measured = byLength.get(length);
        return measured == null || measured.trainings() == 0
                ? null
                : Double.valueOf(measured.epochs() / (double) measured.trainings());
    }

    /** The expected number of epochs of a training of at most this length. */
    double epochs(int length) {
        Double measured = measuredEpochs(length);
        return measured == null ? length : measured;
    }
}
