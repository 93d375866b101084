package io.afos.api.benchmark;

/** The metric by which a benchmark compares functions; higher is better. A diverged training counts as 0. */
public enum BenchmarkMetric {
    /** Accuracy on the split that determines fitness, by default the validation split. */
    ACCURACY("accuracy"),
    /** Accuracy on the test split. */
    TEST_ACCURACY("test_accuracy"),
    /** Fitness by the objective of the recipe. */
    FITNESS("fitness");

    private final String column;

    BenchmarkMetric(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** Whether the values are fractions, displayed as percentages. */
    public boolean isShare() {
        return this != FITNESS;
    }
}
