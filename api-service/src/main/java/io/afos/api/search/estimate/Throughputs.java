package io.afos.api.search.estimate;

import io.afos.api.search.SearchSpecification;
import io.afos.api.search.estimate.SearchEstimate.Basis;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Estimates the training speed of a search from measurements. */
@Component
class Throughputs {

    private final Measurements measurements;

    Throughputs(Measurements measurements) {
        this.measurements = measurements;
    }

    TrainingSpeed of(SearchSpecification specification) {
        Map<Integer, Measured> byLength = new TreeMap<>();
        specification
                .lengths()
                .forEach(epochs -> byLength.put(
                        epochs, measurements.of(specification.recipe(epochs).hash())));
        int trainings = byLength.values().stream().mapToInt(Measured::trainings).sum();
        if (trainings > 0) {
            double seconds =
                    byLength.values().stream().mapToDouble(Measured::seconds).sum();
            long epochs = byLength.values().stream().mapToLong(Measured::epochs).sum();
            return new TrainingSpeed(Basis.RECIPE, trainings, seconds / epochs, byLength);
        }
        if (!(specification.recipe() instanceof ImageRecipe recipe)) {
            return new TrainingSpeed(Basis.NONE, 0, null, Map.of());
        }
        Measurements.Speed speed = measurements.ofNetwork(recipe);
        Double secondsPerImage = speed.secondsPerImage();
        Optional<Integer> images = trainImages(recipe.data());
        return secondsPerImage == null || images.isEmpty()
                ? new TrainingSpeed(Basis.NONE, 0, null, Map.of())
                : new TrainingSpeed(Basis.NETWORK, speed.trainings(), images.get() * secondsPerImage, Map.of());
    }

    /** The number of images per epoch; empty if only the workers know it. */
    private static Optional<Integer> trainImages(DataSpec data) {
        Optional<Integer> all = CatalogDataset.find(data.dataset())
                .map(dataset ->
                        dataset.trainImages() - (dataset.validationImages() == null ? data.validationImages() : 0));
        Integer limit = data.trainImages();
        return limit == null
                ? all
                : Optional.of(all.map(images -> Math.min(images, limit)).orElse(limit));
    }
}
