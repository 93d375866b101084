package io.afos.trainer.data;

import io.afos.model.recipe.DataSpec;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The images that a training uses: validation images held out of the official training set, training images from the
 * rest, test images.
 *
 * <p>Each draw is stratified: every class gets its share of the images in proportion to its frequency, rounded by largest
 * remainder (ties to the lower class), so that a balanced set stays balanced. Within a class the order is a shuffle by
 * {@link RandomStream}, seeded by split seed and class. Validation images are the first of that order and training images
 * the next, so a limit on training images never changes the validation images.
 *
 * @param train ascending positions in the official training set
 * @param validation ascending positions in the official training set, none of them in {@code train}
 * @param test ascending positions in the official test set
 */
public record Split(int[] train, int[] validation, int[] test) {

    /**
     * Draws a split.
     *
     * @throws DatasetException if too few training images would remain
     */
    public static Split draw(Dataset dataset, DataSpec spec) {
        int available = dataset.train().count();
        int remaining = available - spec.validationImages();
        if (remaining < 1) {
            throw new DatasetException(
                    "data set %s has %,d training images, so at most %,d can be held out for validation, not %,d"
                            .formatted(dataset.name(), available, available - 1, spec.validationImages()));
        }
        int training = spec.trainImages() == null ? remaining : Math.min(spec.trainImages(), remaining);
        int testing = spec.testImages() == null
                ? dataset.test().count()
                : Math.min(spec.testImages(), dataset.test().count());

        List<List<Integer>> pool =
                shuffledByClass(dataset.train().labels(), dataset.classes(), spec.splitSeed(), Purpose.SPLIT);
        int[] validation = take(pool, spec.validationImages());
        int[] train = take(pool, training);
        List<List<Integer>> testPool =
                shuffledByClass(dataset.test().labels(), dataset.classes(), spec.splitSeed(), Purpose.TEST_SPLIT);
        return new Split(train, validation, take(testPool, testing));
    }

    private static List<List<Integer>> shuffledByClass(int[] labels, int classes, long seed, Purpose purpose) {
        List<List<Integer>> pool = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            pool.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            pool.get(labels[i]).add(i);
        }
        for (int c = 0; c < classes; c++) {
            Collections.shuffle(pool.get(c), RandomStream.of(seed, purpose, c));
        }
        return pool;
    }

    /** Removes so many positions from the front of the classes' lists, in proportion to their lengths. */
    private static int[] take(List<List<Integer>> pool, int count) {
        int[] quotas = quotas(pool.stream().mapToInt(List::size).toArray(), count);
        int[] taken = new int[count];
        int at = 0;
        for (int c = 0; c < quotas.length; c++) {
            List<Integer> front = pool.get(c).subList(0, quotas[c]);
            for (int position : front) {
                taken[at++] = position;
            }
            front.clear();
        }
        Arrays.sort(taken);
        return taken;
    }

    private static int[] quotas(int[] sizes, int count) {
        long total = Arrays.stream(sizes).asLongStream().sum();
        int[] quotas = new int[sizes.length];
        long[] remainders = new long[sizes.length];
        int given = 0;
        for (int c = 0; c < sizes.length; c++) {
            long share = (long) sizes[c] * count;
            quotas[c] = (int) (share / total);
            remainders[c] = share % total;
            given += quotas[c];
        }
        List<Integer> byRemainder = new ArrayList<>();
        for (int c = 0; c < sizes.length; c++) {
            byRemainder.add(c);
        }
        byRemainder.sort(Comparator.comparingLong((Integer c) -> -remainders[c]));
        for (int i = 0; i < count - given; i++) {
            quotas[byRemainder.get(i)]++;
        }
        return quotas;
    }
}
