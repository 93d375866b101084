package io.afos.model.expression;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Draws expressions for property tests. */
final class RandomTrees {

    private final RandomGenerator random;
    private final DoubleSupplier numbers;

    private RandomTrees(RandomGenerator random, DoubleSupplier numbers) {
        this.random = random;
        this.numbers = numbers;
    }

    /** Trees with numbers of every kind and magnitude. */
    static RandomTrees withAnyNumbers(RandomGenerator random) {
        return new RandomTrees(random, () -> number(random));
    }

    /** Trees with numbers between -3 and 3. */
    static RandomTrees withSmallNumbers(RandomGenerator random) {
        return new RandomTrees(random, () -> random.nextDouble(-3, 3));
    }

    /** A tree of at most {@code depth} levels over all functions. */
    Expression draw(int depth) {
        int kind = random.nextInt(depth == 1 ? 2 : 8);
        return switch (kind) {
            case 0 -> Expression.x();
            case 1 -> Expression.constant(numbers.getAsDouble());
            case 2, 3, 4 -> pick(UnaryFunction.values()).of(draw(depth - 1));
            case 5 -> {
                Expression base = draw(depth - 1);
                yield BinaryFunction.MULTIPLY.of(base, base);
            }
            default -> pick(BinaryFunction.values()).of(draw(depth - 1), draw(depth - 1));
        };
    }

    private static double number(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(-5, 6);
            case 1 -> random.nextDouble(-3, 3);
            case 2 -> random.nextInt(-300, 301) / 100.0;
            case 3 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)); // finite, of any magnitude below 2
            default -> random.nextLong();
        };
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
