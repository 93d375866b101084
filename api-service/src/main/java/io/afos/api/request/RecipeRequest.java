package io.afos.api.request;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Recipe;
import io.afos.model.recipe.Screening;
import io.afos.model.recipe.Seeds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A recipe with the fields that differ from the AFOS paper's. */
@Schema(name = "RecipeRequest")
public record RecipeRequest(
        @Schema(
                description = "Name in /catalog/datasets, or folder:NAME for class folders that lie with the workers",
                defaultValue = "cifar10",
                example = "fashion-mnist-mini")
        @Size(max = 71)
        @Nullable
        String dataset,

        @Schema(description = "Maximum number of training images, class-balanced. Default: all")
        @Min(1)
        @Max(DataSpec.MAX_IMAGES)
        @Nullable
        Integer trainImages,

        @Schema(
                description = "Number of images held out of the training set, class-balanced. For a data set with"
                        + " validation images: the maximum number of those. Default: the data set's"
                        + " usualValidation in /catalog/datasets; a folder has none")
        @Min(1)
        @Max(DataSpec.MAX_IMAGES)
        @Nullable
        Integer validationImages,

        @Schema(description = "The most test images, class-balanced. Default: all")
        @Min(1)
        @Max(DataSpec.MAX_IMAGES)
        @Nullable
        Integer testImages,

        @Schema(description = "Seed of the draw of validation and training images", defaultValue = "1")
        @Min(Seeds.MIN)
        @Max(Seeds.MAX)
        @Nullable
        Long splitSeed,

        @Schema(
                description =
                        "Width and height in pixels to which images are brought (central square). Default: the data"
                                + " set's standard size, 224 for a folder")
        @Min(DataSpec.MIN_IMAGE_SIZE)
        @Max(DataSpec.MAX_IMAGE_SIZE)
        @Nullable
        Integer imageSize,

        @Schema(
                description =
                        "STANDARD shifts, mirrors and recolours training images at random, differently in each epoch",
                defaultValue = "NONE")
        @Nullable
        Augmentation augmentation,

        @Schema(
                description = "The scale of pixel values: UNIT from 0 to 1, STANDARDIZED with mean 0 and deviation 1 in"
                        + " each channel of the training images",
                defaultValue = "UNIT")
        @Nullable
        Normalization normalization,

        @Schema(
                description =
                        "The fingerprint that the data must have; a worker whose data have another refuses to train."
                                + " Default: any")
        @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
        @Nullable
        String contentSha256,

        @Schema(description = "Name in /catalog/architectures or /networks", defaultValue = "afos-base")
        @Size(max = 64)
        @Nullable
        String architecture,

        @Schema(description = "Factor on the width of every layer", defaultValue = "1")
        @DecimalMin("0.03125")
        @DecimalMax("4")
        @Nullable
        Double width,

        @Schema(
                description =
                        "TINY: one or two layers or blocks in place of each sequence of equal ones. Default: FULL,"
                                + " as published")
        Architecture.@Nullable Depth depth,

        @Schema(
                description =
                        "What the first layers are made for: LARGE for images of 224x224, SMALL for 32x32. Default:"
                                + " what fits the size of the images; see /catalog/architectures")
        Architecture.@Nullable Form form,

        @Schema(defaultValue = "15") @Min(1) @Max(Recipe.MAX_EPOCHS) @Nullable
        Integer epochs,

        @Schema(defaultValue = "64") @Min(1) @Max(ImageRecipe.MAX_BATCH_SIZE) @Nullable
        Integer batchSize,

        @Schema(description = "Default: sgd with learning rate 0.001 and momentum 0.9") @Valid @Nullable
        OptimizerRequest optimizer,

        @Schema(description = "Default: stops candidates below an accuracy of 0.25 after 1 epoch") @Valid @Nullable
        ScreeningRequest screening,

        @Schema(
                description = "The images that decide fitness. TEST makes the reported test accuracy optimistic",
                defaultValue = "VALIDATION")
        ImageRecipe.@Nullable FitnessSplit fitnessSplit,

        @Schema(description = "Whether the test split is measured too, for reporting only", defaultValue = "false")
        @Nullable
        Boolean reportTest,

        @Schema(
                description =
                        "A network that a program of the user's own trains, which asks for work at /external/work. Then only"
                                + " epochs and screening go with it, and by default nothing is screened")
        @Valid
        @Nullable
        ExternalRequest external) {

    private static final RecipeRequest DEFAULTS = new RecipeRequest(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);

    /**
     * The complete recipe.
     *
     * @throws InvalidRequest if a name is not known, the data set has too few images or the network does not fit them, or if
     *     fields of our own networks are given for an external one
     */
    public static Recipe recipeOf(@Nullable RecipeRequest request, RecipeCheck check) {
        RecipeRequest wanted = request == null ? DEFAULTS : request;
        if (wanted.external != null) {
            return wanted.external(wanted.external);
        }
        check.requireKnownNames(wanted.dataset, wanted.architecture);
        ImageRecipe recipe = wanted.recipe(check);
        check.requirePossible(recipe);
        return recipe;
    }

    private ExternalRecipe external(ExternalRequest wanted) {
        if (!equals(new RecipeRequest(
                null, null, null, null, null, null, null, null, null, null, null, null, null, epochs, null, null,
                screening, null, null, wanted))) {
            throw new InvalidRequest(
                    "recipe.external",
                    "can only be combined with epochs and screening: the training program determines everything else;"
                            + " put further values into external.settings");
        }
        return wanted.recipe(or(epochs, 15), screening == null ? null : screening.screening());
    }

    private ImageRecipe recipe(RecipeCheck check) {
        return new ImageRecipe(
                data(),
                check.architecture(or(architecture, "afos-base"), width, depth, form),
                or(epochs, 15),
                or(batchSize, 64),
                optimizer == null ? new Optimizer.Sgd(0.001, 0.9) : optimizer.optimizer(),
                screening == null ? new Screening(1, 0.25) : screening.screening(),
                ImageRecipe.Precision.FLOAT32,
                or(fitnessSplit, ImageRecipe.FitnessSplit.VALIDATION),
                or(reportTest, false));
    }

    private DataSpec data() {
        String name = or(dataset, "cifar10");
        return new DataSpec(
                name,
                trainImages,
                validationImages == null ? usualValidation(name) : validationImages,
                testImages,
                or(splitSeed, 1L),
                imageSize,
                or(augmentation, Augmentation.NONE),
                or(normalization, Normalization.UNIT),
                contentSha256);
    }

    private static int usualValidation(String dataset) {
        return CatalogDataset.find(dataset)
                .orElseThrow(() -> new InvalidRequest(
                        "recipe.validationImages",
                        "must be given for a folder: how many images are held out of its training images, or at most used"
                                + " of its validation images"))
                .usualValidation();
    }

    private static <T> T or(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }

    /** An optimizer. */
    @Schema(name = "OptimizerRequest")
    record OptimizerRequest(
            @Schema(defaultValue = "SGD") @Nullable Rule type,

            @Schema(defaultValue = "0.001") @DecimalMin("1e-9") @DecimalMax("10") @Nullable
            Double learningRate,

            @Schema(description = "SGD only", defaultValue = "0.9") @DecimalMin("0") @DecimalMax("0.9999") @Nullable
            Double momentum) {

        Optimizer optimizer() {
            double rate = or(learningRate, 0.001);
            return or(type, Rule.SGD) == Rule.ADAM
                    ? new Optimizer.Adam(rate)
                    : new Optimizer.Sgd(rate, or(momentum, 0.9));
        }
    }

    /** The kinds of optimizers. */
    enum Rule {
        SGD,
        ADAM
    }

    /** When a weak candidate is stopped. */
    @Schema(name = "ScreeningRequest")
    record ScreeningRequest(
            @Schema(defaultValue = "1") @Min(1) @Max(Recipe.MAX_EPOCHS) @Nullable
            Integer afterEpoch,

            @Schema(
                    description = "Candidates below it are stopped; 0 trains every candidate to the end",
                    defaultValue = "0.25")
            @DecimalMin("0")
            @DecimalMax("1")
            @Nullable
            Double minAccuracy) {

        @Nullable
        Screening screening() {
            double threshold = or(minAccuracy, 0.25);
            return threshold == 0 ? null : new Screening(or(afterEpoch, 1), threshold);
        }
    }
}
