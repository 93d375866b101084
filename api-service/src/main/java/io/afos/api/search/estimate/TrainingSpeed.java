package io.afos.api.search.estimate;

import io.afos.api.search.estimate.SearchEstimate.Basis;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast trainings go.
 *
 * @param trainings how many were measured
 * @param secondsPerEpoch {@code null} if none was
 * @param byLength what was measured under the same recipe, by the epochs after which trainings end
 */
record TrainingSpeed(Basis basis, int trainings, @Nullable Double secondsPerEpoch, Map<Integer, Measured> byLength) {

    /** The mean of those trainings that end after so many epochs, or earlier; {@code null} if none was measured. */
    @Nullable
    Double measuredEpochs(int length) {
        Measured measured = byLength.get(length);
        return measured == null || measured.trainings() == 0
                ? null
                : Double.valueOf(measured.epochs() / (double) measured.trainings());
    }

    /** The epochs of a training that ends after so many, or earlier. */
    double epochs(int length) {
        Double measured = measuredEpochs(length);
        return measured == null ? length : measured;
    }
}
