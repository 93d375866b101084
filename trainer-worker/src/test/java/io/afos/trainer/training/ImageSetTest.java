package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.RandomChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class ImageSetTest {

    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);
    private static final LabelledImages IMAGES = images(50);
    private static final int[] POSITIONS =
            IntStream.range(0, 40).map(i -> 49 - i).toArray();
    private static final long[] ORDER = {3, 39, 0, 7, 7, 12, 30};

    @Test
    void streamedImagesAreTheSameAsResidentOnes() {
        for (Normalization normalization : Normalization.values()) {
            var scale = PixelScale.of(normalization, IMAGES, POSITIONS, () -> {});
            try (NDManager manager = NDManager.newBaseManager()) {
                var resident = new ResidentImages(manager, IMAGES, POSITIONS, scale);
                var streamed = new StreamedImages(IMAGES, POSITIONS, scale, null);
                assertThat(batches(streamed, 1)).isEqualTo(batches(resident, 1)).hasSize(3);
            }
        }
    }

    @Test
    void randomChangesDependOnSeedEpochAndImageOnly() {
        assertThat(batches(augmented(1), 1)).isEqualTo(batches(augmented(1), 1));
        assertThat(batches(augmented(1), 2)).isNotEqualTo(batches(augmented(1), 1));
        assertThat(batches(augmented(2), 1)).isNotEqualTo(batches(augmented(1), 1));
        try (NDManager manager = NDManager.newBaseManager();
                var alone = augmented(1).batches(new long[] {30}, 1, 1)) {
            assertThat(values(alone.next(manager)))
                    .as("the seventh in other company")
                    .isEqualTo(batches(augmented(1), 1).get(2));
        }
    }

    @Test
    void standardizedImagesHaveMeanZeroAndDeviationOneInEachChannel() {
        int[] all = IntStream.range(0, 50).toArray();
        var scale = PixelScale.of(Normalization.STANDARDIZED, IMAGES, all, () -> {});
        try (NDManager manager = NDManager.newBaseManager();
                var batches = new ResidentImages(manager, IMAGES, all, scale)
                        .batches(IntStream.range(0, 50).asLongStream().toArray(), 50, 1)) {
            float[] values = batches.next(manager).images().toFloatArray();
            for (int c = 0; c < 3; c++) {
                int channel = c;
                var statistics = IntStream.range(0, values.length)
                        .filter(i -> i / 64 % 3 == channel)
                        .mapToDouble(i -> values[i])
                        .toArray();
                double mean = IntStream.range(0, statistics.length)
                        .mapToDouble(i -> statistics[i])
                        .average()
                        .orElseThrow();
                double variance = IntStream.range(0, statistics.length)
                        .mapToDouble(i -> (statistics[i] - mean) * (statistics[i] - mean))
                        .average()
                        .orElseThrow();
                assertThat(mean).isCloseTo(0, within(1e-4));
                assertThat(variance).isCloseTo(1, within(1e-4));
            }
        }
    }

    @Test
    void canBeGivenUpWhileImagesAreLookedThrough() {
        assertThatThrownBy(() -> PixelScale.of(Normalization.STANDARDIZED, IMAGES, POSITIONS, () -> {
                    throw new TrainingStoppedException("stopped");
                }))
                .isInstanceOf(TrainingStoppedException.class);
    }

    @Test
    void endsInTheMiddleWithoutWaiting() {
        var streamed = new StreamedImages(
                IMAGES, POSITIONS, PixelScale.of(Normalization.UNIT, IMAGES, POSITIONS, () -> {}), null);
        long[] many = IntStream.range(0, 4_000).mapToLong(i -> i % 40).toArray();
        try (NDManager manager = NDManager.newBaseManager();
                var batches = streamed.batches(many, 3, 1)) {
            assertThat(batches.next(manager).count()).isEqualTo(3);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("batches") && thread.isAlive());
    }

    private static ImageSet augmented(long seed) {
        return new StreamedImages(
                IMAGES,
                POSITIONS,
                PixelScale.of(Normalization.UNIT, IMAGES, POSITIONS, () -> {}),
                new StreamedImages.Changes(new RandomChanges(3, 8, 8, true), seed));
    }

    private static List<String> batches(ImageSet images, int epoch) {
        List<String> all = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager();
                var batches = images.batches(ORDER, 3, epoch)) {
            for (int from = 0; from < ORDER.length; from += 3) {
                all.add(values(batches.next(manager)));
            }
        }
        return all;
    }

    private static String values(ImageBatch batch) {
        return java.util.Arrays.toString(batch.images().toFloatArray())
                + java.util.Arrays.toString(batch.labels().toLongArray());
    }

    private static LabelledImages images(int count) {
        byte[] pixels = new byte[count * SHAPE.bytes()];
        new Random(4).nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            if (i / 64 % 3 == 1) {
                pixels[i] = (byte) ((pixels[i] & 0xff) / 3); // a darker channel
            }
        }
        return new LabelledImages(
                SHAPE, pixels, IntStream.range(0, count).map(i -> i % 10).toArray());
    }
}
