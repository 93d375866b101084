package io.afos.api.benchmark;

/** What the functions of a benchmark are compared by; higher is better. A training that diverged counts 0. */
public enum BenchmarkMetric {
    /** Accuracy on the split that decides fitness, by default the validation split. */
    ACCURACY("accuracy"),
    /** Accuracy on the test split. */
    TEST_ACCURACY("test_accuracy"),
    /** Accuracy divided by loss on the split that decides fitness. */
    FITNESS("fitness");

    private final String column;

    BenchmarkMetric(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** Whether its values are shares, to be shown in percent. */
    public boolean isShare() {
        return this != FITNESS;
    }
}
