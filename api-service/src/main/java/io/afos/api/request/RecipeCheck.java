package io.afos.api.request;

import io.afos.api.network.NetworkPlans;
import io.afos.api.network.Networks;
import io.afos.api.network.UploadedNetwork;
import io.afos.api.problem.InvalidRequest;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a recipe can be trained: its names are known, its data set is large enough and its network fits the images. */
@Component
public class RecipeCheck {

    private final Networks networks;
    private final NetworkPlans plans;

    RecipeCheck(Networks networks, NetworkPlans plans) {
        this.networks = networks;
        this.plans = plans;
    }

    /** @throws InvalidRequest if it cannot */
    public void requirePossible(Recipe recipe) {
        if (recipe instanceof ImageRecipe known) {
            requirePossible(known);
        }
    }

    private void requirePossible(ImageRecipe recipe) {
        boolean isUploaded = recipe.architecture().graph() != null;
        requireKnownNames(
                recipe.data().dataset(),
                isUploaded ? null : recipe.architecture().name());
        CatalogDataset.find(recipe.data().dataset()).ifPresent(dataset -> requireEnoughImages(recipe.data(), dataset));
        if (isUploaded) {
            plans.of(recipe);
        } else {
            requireFittingNetwork(recipe);
        }
    }

    /** How a recipe refers to the network of this name. */
    Architecture architecture(String name, @Nullable Double width, @Nullable Depth depth, @Nullable Form form) {
        Optional<Architecture> uploaded =
                CatalogArchitecture.find(name).isPresent() ? Optional.empty() : networks.architecture(name);
        uploaded.ifPresent(network -> requireAsItIs(width, depth, form));
        return uploaded.orElseGet(
                () -> new Architecture(name, width == null ? 1 : width, depth == null ? Depth.FULL : depth, form));
    }

    private static void requireAsItIs(@Nullable Double width, @Nullable Depth depth, @Nullable Form form) {
        if (width != null && width != 1) {
            throw asItIs("width");
        }
        if (depth != null && depth != Depth.FULL) {
            throw asItIs("depth");
        }
        if (form != null) {
            throw asItIs("form");
        }
    }

    private static InvalidRequest asItIs(String field) {
        return new InvalidRequest("recipe." + field, "must be left out: an uploaded network is trained as it is");
    }

    /** The names that a recipe can give as its architecture. */
    public List<String> architectures() {
        return Stream.concat(
                        CatalogArchitecture.all().stream().map(CatalogArchitecture::name),
                        networks.all().stream().map(UploadedNetwork::name))
                .toList();
    }

    void requireKnownNames(@Nullable String dataset, @Nullable String architecture) {
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
        if (architecture != null
                && CatalogArchitecture.find(architecture).isEmpty()
                && networks.architecture(architecture).isEmpty()) {
            throw unknown("recipe.architecture", architectures());
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
