package io.afos.api.request;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a recipe can be trained: its names are known, its data set is large enough and its network fits the images. */
public final class RecipeCheck {

    private RecipeCheck() {}

    /** @throws InvalidRequest if it cannot */
    public static void requirePossible(Recipe recipe) {
        if (recipe instanceof ImageRecipe known) {
            requirePossible(known);
        }
    }

    private static void requirePossible(ImageRecipe recipe) {
        requireKnownNames(recipe.data().dataset(), recipe.architecture().name());
        CatalogDataset.find(recipe.data().dataset()).ifPresent(dataset -> requireEnoughImages(recipe.data(), dataset));
        requireFittingNetwork(recipe);
    }

    static void requireKnownNames(@Nullable String dataset, @Nullable String architecture) {
        if (dataset != null && dataset.startsWith(DataSpec.FOLDER)) {
            if (!DataSpec.isName(dataset)) {
                throw new InvalidRequest(
                        "recipe.dataset",
                        "must be folder: and 1 to 64 lower-case letters, digits or hyphens, the first one no hyphen");
            }
        } else if (dataset != null && CatalogDataset.find(dataset).isEmpty()) {
            throw unknown(
                    "recipe.dataset",
                    Stream.concat(
                                    CatalogDataset.all().stream().map(CatalogDataset::name),
                                    Stream.of("folder:NAME for a folder of the workers"))
                            .toList());
        }
        if (architecture != null && CatalogArchitecture.find(architecture).isEmpty()) {
            throw unknown(
                    "recipe.architecture",
                    CatalogArchitecture.all().stream()
                            .map(CatalogArchitecture::name)
                            .toList());
        }
    }

    /** What a folder holds is not known here; there the worker refuses. */
    private static void requireEnoughImages(DataSpec data, CatalogDataset dataset) {
        if (dataset.validationImages() != null) {
            if (data.validationImages() > dataset.validationImages()) {
                throw new InvalidRequest(
                        "recipe.validationImages",
                        String.format(
                                Locale.ROOT,
                                "is too large: %s has %,d validation images",
                                dataset.name(),
                                dataset.validationImages()));
            }
            return;
        }
        Integer limit = data.trainImages();
        int wanted = data.validationImages() + (limit == null ? 1 : limit);
        if (wanted > dataset.trainImages()) {
            throw new InvalidRequest(
                    "recipe.validationImages",
                    String.format(
                            Locale.ROOT,
                            "is too large: with %s training images it needs %,d, but %s has %,d",
                            limit == null ? "some" : limit,
                            wanted,
                            dataset.name(),
                            dataset.trainImages()));
        }
    }

    private static void requireFittingNetwork(ImageRecipe recipe) {
        Integer size = recipe.data().imageSize();
        var dataset = CatalogDataset.find(recipe.data().dataset());
        int width = size == null ? dataset.map(CatalogDataset::width).orElse(CatalogDataset.FOLDER_IMAGE_SIZE) : size;
        int height = size == null ? dataset.map(CatalogDataset::height).orElse(CatalogDataset.FOLDER_IMAGE_SIZE) : size;
        CatalogArchitecture.find(recipe.architecture().name())
                .orElseThrow()
                .misfit(recipe.architecture(), width, height)
                .ifPresent(misfit -> {
                    throw new InvalidRequest(
                            "recipe." + misfit.choice().name().toLowerCase(Locale.ROOT),
                            "does not suit: " + misfit.reason());
                });
    }

    private static InvalidRequest unknown(String field, List<String> known) {
        return new InvalidRequest(field, "must be one of " + String.join(", ", known));
    }
}
