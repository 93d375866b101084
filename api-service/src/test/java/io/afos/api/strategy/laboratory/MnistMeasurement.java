package io.afos.api.strategy.laboratory;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * How many training epochs strategies need on a second table, by which hardly any of their parameters were chosen. Writes a page
 * of docs/strategies. No test, so it is run by its name only.
 */
class MnistMeasurement {

    private static final double TOP = 0.01;

    @Test
    void measure() throws IOException {
        var report = new Report("Results on MNIST", MnistMeasurement.class);
        var digits = new Landscape("MNIST", Tables.mnist(), Tables.fashionMnist());
        for (int workers : new int[] {8, 1}) {
            var races = new Races(digits, workers);
            races.report(TOP, races.untilTheTop(TOP), report);
        }
        report.write("mnist.md");
    }
}
