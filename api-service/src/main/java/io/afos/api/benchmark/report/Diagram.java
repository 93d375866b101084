package io.afos.api.benchmark.report;

/** The diagrams of a comparison. */
public enum Diagram {
    /** Average ranks with the critical difference. */
    RANKS {
        @Override
        String of(BenchmarkReport.Comparison comparison) {
            return RankDiagram.of(comparison).svg();
        }
    },
    /** Number of contexts in which each function beats each other one. */
    WINS {
        @Override
        String of(BenchmarkReport.Comparison comparison) {
            return WinMatrix.of(comparison).svg();
        }
    };

    abstract String of(BenchmarkReport.Comparison comparison);
}
