package io.afos.trainer.random;

import io.afos.trainer.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Draws indices without replacement, from each class in proportion to its remaining size, rounded by largest remainder
 * (ties to the lower class), so that a balanced set stays balanced. Within a class the order is a shuffle by {@link
 * RandomStream}, seeded by seed, purpose and class.
 */
public final class StratifiedDraw {

    private final List<List<Integer>> pool = new ArrayList<>();

    /** @param labels class of each index */
    public StratifiedDraw(int[] labels, int classes, long seed, Purpose purpose) {
        for (int c = 0; c < classes; c++) {
            pool.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            pool.get(labels[i]).add(i);
        }
        for (int c = 0; c < classes; c++) {
            Collections.shuffle(pool.get(c), RandomStream.of(seed, purpose, c));
        }
    }

    /** Draws {@code count} indices, ascending; {@code count} must not exceed the number left. */
    public int[] take(int count) {
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
        long total = Math.max(1, Arrays.stream(sizes).asLongStream().sum());
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
