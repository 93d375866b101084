package io.afos.trainer.data.prepared;

import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.image.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitTest {

    /** Of the classes 0, 1, 2: 500, 300 and 200 training images, mixed. */
    private static final Dataset UNEVEN = dataset(500, 300, 200);

    @Test
    void givesEachClassItsShareOfEverySplit() {
        Split split = Split.draw(UNEVEN, spec(400, 100, 50, 1));
        assertThat(counts(UNEVEN.train(), split.validation())).containsExactly(50, 30, 20);
        assertThat(counts(UNEVEN.train(), split.train())).containsExactly(200, 120, 80);
        assertThat(counts(UNEVEN.test(), split.test())).containsExactly(25, 15, 10);
    }

    @Test
    void roundsSharesByLargestRemainder() {
        Split split = Split.draw(UNEVEN, spec(null, 7, null, 1));
        assertThat(counts(UNEVEN.train(), split.validation())).containsExactly(4, 2, 1); // of 3.5, 2.1, 1.4
    }

    @Test
    void neverPutsAnImageIntoTwoSplits() {
        Split split = Split.draw(UNEVEN, spec(null, 333, null, 5));
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 1_000).toArray());
    }

    @Test
    void dependsOnTheSplitSeedOnly() {
        Split split = Split.draw(UNEVEN, spec(300, 100, 100, 9));
        assertThat(Split.draw(UNEVEN, spec(300, 100, 100, 9)))
                .usingRecursiveComparison()
                .isEqualTo(split);
        assertThat(Split.draw(UNEVEN, spec(300, 100, 100, 10)).validation()).isNotEqualTo(split.validation());
        assertThat(Split.draw(UNEVEN, spec(null, 100, null, 9)).validation()).isEqualTo(split.validation());
    }

    /** Stored results depend on it: a change of this draw needs a new data set name or a field in the recipe. */
    @Test
    void isTheSameInEveryVersion() {
        Split split = Split.draw(UNEVEN, spec(3, 5, 2, 42));
        assertThat(split.validation()).containsExactly(PINNED_VALIDATION);
        assertThat(split.train()).containsExactly(PINNED_TRAIN);
        assertThat(split.test()).containsExactly(PINNED_TEST);
    }

    private static final int[] PINNED_VALIDATION = {73, 132, 635, 817, 899};
    private static final int[] PINNED_TRAIN = {159, 392, 776};
    private static final int[] PINNED_TEST = {6, 544};

    @Test
    void usesAllImagesWhereTheLimitIsHigher() {
        Split split = Split.draw(UNEVEN, spec(5_000, 100, 5_000, 1));
        assertThat(split.train()).hasSize(900);
        assertThat(split.test()).hasSize(1_000);
    }

    @Test
    void refusesToHoldEveryImageOut() {
        assertThatThrownBy(() -> Split.draw(UNEVEN, spec(null, 1_000, null, 1)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("at most 999");
    }

    @Test
    void takesValidationImagesFromThoseGiven() {
        var given =
                new Dataset("given", List.of("a", "b", "c"), true, UNEVEN.train(), UNEVEN.test(), UNEVEN.test(), "");
        Split split = Split.draw(given, spec(null, 100, null, 1));
        assertThat(split.train()).hasSize(1_000);
        assertThat(counts(given.test(), split.validation())).containsExactly(50, 30, 20);
        assertThat(Split.draw(given, spec(null, 5_000, null, 1)).validation()).hasSize(1_000);
    }

    private static DataSpec spec(Integer train, int validation, Integer test, long seed) {
        return new DataSpec("uneven", train, validation, test, seed);
    }

    private static Dataset dataset(int... sizes) {
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(label -> IntStream.generate(() -> label).limit(sizes[label]))
                .toArray();
        var random = new Random(3);
        for (int i = labels.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = labels[i];
            labels[i] = labels[j];
            labels[j] = moved;
        }
        var images = new LabelledImages(new ImageShape(1, 1, 1), new byte[labels.length], labels);
        return new Dataset("uneven", List.of("a", "b", "c"), true, images, null, images, "");
    }

    private static int[] counts(LabelledImages images, int[] positions) {
        int[] counts = new int[3];
        for (int position : positions) {
            counts[images.labels()[position]]++;
        }
        return counts;
    }
}
