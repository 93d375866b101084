package io.afos.model.recipe;

import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipeTest {

    private static final DataSpec DATA = new DataSpec("cifar-10", null, 5_000, null, 0);
    private static final Architecture BASE = new Architecture("afos-base", 1);
    private static final Optimizer SGD = new Optimizer.Sgd(0.001, 0.9);
    private static final Screening SCREENING = new Screening(1, 0.25);
    private static final ImageRecipe PAPER = recipe(DATA, BASE, 15, 64, SGD, SCREENING, FitnessSplit.VALIDATION, true);

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static ImageRecipe recipe(
            DataSpec data,
            Architecture architecture,
            int epochs,
            int batchSize,
            Optimizer optimizer,
            @Nullable Screening screening,
            FitnessSplit split,
            boolean reportTest) {
        return new ImageRecipe(
                data, architecture, epochs, batchSize, optimizer, screening, Precision.FLOAT32, split, reportTest);
    }

    private static ImageRecipe with(DataSpec data) {
        return recipe(data, BASE, 15, 64, SGD, SCREENING, FitnessSplit.VALIDATION, true);
    }

    private static DataSpec data(
            @Nullable Integer imageSize,
            Augmentation augmentation,
            Normalization normalization,
            @Nullable String contentSha256) {
        return new DataSpec("cifar-10", null, 5_000, null, 0, imageSize, augmentation, normalization, contentSha256);
    }

    private static ImageRecipe with(Optimizer optimizer) {
        return recipe(DATA, BASE, 15, 64, optimizer, SCREENING, FitnessSplit.VALIDATION, true);
    }

    private static ImageRecipe with(Architecture architecture) {
        return recipe(DATA, architecture, 15, 64, SGD, SCREENING, FitnessSplit.VALIDATION, true);
    }

    private static ImageRecipe with(@Nullable Screening screening) {
        return recipe(DATA, BASE, 15, 64, SGD, screening, FitnessSplit.VALIDATION, true);
    }

    @Test
    void shortened_it_differs_in_epochs_only_and_leaves_the_test_split_alone() {
        assertThat(PAPER.shortened(3))
                .isEqualTo(recipe(DATA, BASE, 3, 64, SGD, SCREENING, FitnessSplit.VALIDATION, false));
        assertThatThrownBy(() -> PAPER.shortened(15)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PAPER.shortened(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A changed hash would orphan every stored evaluation. Expected value: sha256sum of the text below. */
    @Test
    void its_hash_stays_what_it_is() {
        assertThat(PAPER.canonicalText()).isEqualTo("""
                        dataset=cifar-10
                        trainImages=all
                        validationImages=5000
                        testImages=all
                        splitSeed=0
                        architecture=afos-base
                        width=1.0
                        epochs=15
                        batchSize=64
                        optimizer=sgd(0.001,0.9)
                        screening=1@0.25
                        precision=float32
                        fitnessSplit=validation
                        reportTest=true""");
        assertThat(PAPER.hash()).isEqualTo("1bf55e77fd27bd2b2f1de0568b171bbb948b6bcfd1b68fc2b7cf554499987221");
    }

    @Test
    void what_is_done_to_images_is_written_only_where_it_differs_from_what_older_recipes_did() {
        ImageRecipe all = with(new DataSpec(
                "cifar-10", null, 5_000, null, 0, 48, Augmentation.STANDARD, Normalization.STANDARDIZED, SHA256));
        assertThat(all.canonicalText())
                .isEqualTo(PAPER.canonicalText()
                        .replace(
                                "splitSeed=0\n",
                                "splitSeed=0\nimageSize=48\naugmentation=standard\n"
                                        + "normalization=standardized\ncontentSha256=" + SHA256 + "\n"));
    }

    @Test
    void a_depth_and_a_form_that_are_asked_for_are_part_of_the_text() {
        assertThat(with(new Architecture("resnet50", 0.25, Depth.TINY, Form.SMALL))
                        .canonicalText())
                .contains("architecture=resnet50\nwidth=0.25\ndepth=tiny\nform=small\nepochs=15");
    }

    @Test
    void an_uploaded_network_is_known_by_its_content_whatever_its_name() {
        ImageRecipe uploaded = with(Architecture.uploaded("my-network", SHA256));

        assertThat(uploaded.canonicalText()).contains("architecture=graph:" + SHA256 + "\nwidth=1.0\nepochs=15");
        assertThat(uploaded.hash())
                .isEqualTo(with(Architecture.uploaded("renamed", SHA256)).hash())
                .isNotEqualTo(PAPER.hash());
    }

    @Test
    void trainings_of_an_uploaded_network_wait_apart() {
        ImageRecipe uploaded = with(Architecture.uploaded("my-network", SHA256));

        assertThat(uploaded.queue()).isEqualTo("cifar-10.networks");
        assertThat(ImageRecipe.datasetOf(uploaded.queue())).isEqualTo("cifar-10");
        assertThat(PAPER.queue()).isEqualTo("cifar-10");
    }

    @Test
    void every_field_changes_the_hash() {
        var recipes = List.of(
                PAPER,
                with(new DataSpec("mnist", null, 5_000, null, 0)),
                with(new DataSpec("cifar-10", 5_000, 5_000, null, 0)),
                with(new DataSpec("cifar-10", null, 5_001, null, 0)),
                with(new DataSpec("cifar-10", null, 5_000, 5_000, 0)),
                with(new DataSpec("cifar-10", null, 5_000, null, 1)),
                with(new DataSpec("folder:cifar-10", null, 5_000, null, 0)),
                with(data(32, Augmentation.NONE, Normalization.UNIT, null)),
                with(data(null, Augmentation.STANDARD, Normalization.UNIT, null)),
                with(data(null, Augmentation.NONE, Normalization.STANDARDIZED, null)),
                with(data(null, Augmentation.NONE, Normalization.UNIT, SHA256)),
                with(new Architecture("afos-base-plain", 1)),
                with(new Architecture("afos-base", 0.5)),
                with(Architecture.uploaded("afos-base", SHA256)),
                with(Architecture.uploaded("afos-base", "f".repeat(64))),
                with(new Architecture("afos-base", 1, Depth.TINY, null)),
                with(new Architecture("afos-base", 1, Depth.FULL, Form.SMALL)),
                with(new Architecture("afos-base", 1, Depth.FULL, Form.LARGE)),
                recipe(DATA, BASE, 16, 64, SGD, SCREENING, FitnessSplit.VALIDATION, true),
                recipe(DATA, BASE, 15, 65, SGD, SCREENING, FitnessSplit.VALIDATION, true),
                with(new Optimizer.Sgd(0.002, 0.9)),
                with(new Optimizer.Sgd(0.001, 0.8)),
                with(new Optimizer.Adam(0.001)),
                with((Screening) null),
                with(new Screening(2, 0.25)),
                with(new Screening(1, 0.3)),
                recipe(DATA, BASE, 15, 64, SGD, SCREENING, FitnessSplit.TEST, true),
                recipe(DATA, BASE, 15, 64, SGD, SCREENING, FitnessSplit.VALIDATION, false));
        assertThat(recipes.stream().map(ImageRecipe::hash))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(() -> new DataSpec("../etc", null, 1, null, 0), "data.dataset must be 1 to 64 lower-case"),
                refusal(
                        () -> new DataSpec("mnist", 0, 1, null, 0),
                        "data.trainImages must be between 1 and 1000000, but is 0"),
                refusal(() -> new DataSpec("mnist", null, 0, null, 0), "data.validationImages must be between 1"),
                refusal(() -> new DataSpec("mnist", null, 1, 1_000_001, 0), "data.testImages must be between 1"),
                refusal(
                        () -> new DataSpec("folder:../etc", null, 1, null, 0),
                        "data.dataset must be 1 to 64 lower-case"),
                refusal(() -> new DataSpec("folder:", null, 1, null, 0), "data.dataset must be 1 to 64 lower-case"),
                refusal(
                        () -> data(7, Augmentation.NONE, Normalization.UNIT, null),
                        "data.imageSize must be between 8 and 512, but is 7"),
                refusal(
                        () -> data(513, Augmentation.NONE, Normalization.UNIT, null),
                        "data.imageSize must be between 8 and 512, but is 513"),
                refusal(
                        () -> data(32, Augmentation.NONE, Normalization.UNIT, "ABC"),
                        "data.contentSha256 must be 64 lower-case hexadecimal digits"),
                refusal(() -> new Architecture("A", 1), "architecture.name must be"),
                refusal(() -> new Architecture("a", Double.NaN), "architecture.width must be between 0.03125 and 4"),
                refusal(
                        () -> Architecture.uploaded("a", "ABC"),
                        "architecture.graph must be 64 lower-case hexadecimal digits"),
                refusal(
                        () -> new Architecture("a", 0.5, Depth.FULL, null, SHA256),
                        "architecture.graph can only be combined with width 1"),
                refusal(
                        () -> new Architecture("a", 1, Depth.TINY, null, SHA256),
                        "architecture.graph can only be combined with width 1"),
                refusal(
                        () -> new Architecture("a", 1, Depth.FULL, Form.SMALL, SHA256),
                        "architecture.graph can only be combined with width 1"),
                refusal(() -> new Optimizer.Sgd(0, 0), "optimizer.learningRate must be between 1.0E-9 and 10"),
                refusal(() -> new Optimizer.Sgd(0.1, 1), "optimizer.momentum must be between 0 and 0.9999, but is 1"),
                refusal(
                        () -> new Optimizer.Adam(11),
                        "optimizer.learningRate must be between 1.0E-9 and 10, but is 11"),
                refusal(() -> new Screening(0, 0.5), "screening.afterEpoch must be between 1 and 1000, but is 0"),
                refusal(() -> new Screening(1, 1.5), "screening.minAccuracy must be between 0 and 1, but is 1.5"),
                refusal(
                        () -> recipe(DATA, BASE, 0, 64, SGD, null, FitnessSplit.VALIDATION, true),
                        "epochs must be between 1 and 1000, but is 0"),
                refusal(
                        () -> recipe(DATA, BASE, 1, 4_097, SGD, null, FitnessSplit.VALIDATION, true),
                        "batchSize must be between 1 and 4096, but is 4097"));
    }

    private static Arguments refusal(ThrowingCallable construction, String message) {
        return Arguments.of(message, construction);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_value_out_of_range_is_refused_by_name(String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
