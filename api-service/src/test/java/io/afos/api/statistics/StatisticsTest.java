package io.afos.api.statistics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** All numbers as R computes them ({@code reference.R} beside {@code reference.csv}), and as Demsar published them. */
class StatisticsTest {

    private static final double TOLERANCE = 1e-6;
    private static final int RESAMPLES = 10_000;

    private static Map<String, ScoreTable> tables;
    private static List<Expected> expectations;

    private record Expected(String table, String measure, int i, int j, double value) {}

    @BeforeAll
    static void read() throws IOException {
        expectations = lines("reference.csv").stream()
                .map(f -> new Expected(
                        f[0], f[1], Integer.parseInt(f[2]), Integer.parseInt(f[3]), Double.parseDouble(f[4])))
                .toList();
        tables = new TreeMap<>();
        lines("tables.csv").stream().collect(groupingBy(f -> f[0])).forEach((name, cells) -> {
            int rows = 1 + Integer.parseInt(cells.get(cells.size() - 1)[1]);
            int columns = 1 + Integer.parseInt(cells.get(cells.size() - 1)[2]);
            double[][] scores = new double[rows][columns];
            cells.forEach(f -> scores[Integer.parseInt(f[1])][Integer.parseInt(f[2])] = Double.parseDouble(f[3]));
            tables.put(name, ScoreTable.of(scores));
        });
    }

    private static List<String[]> lines(String file) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(StatisticsTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    @Test
    void everyNumberIsThatOfR() {
        assertThat(expectations)
                .hasSizeGreaterThan(2_000)
                .allSatisfy(expected -> assertThat(ours(expected))
                        .as(expected.toString())
                        .isCloseTo(expected.value, within(TOLERANCE)));
    }

    private static double ours(Expected e) {
        return e.table.equals("range")
                ? ofRange(e)
                : switch (e.measure) {
                    case "averageRank",
                            "chiSquare",
                            "friedmanP",
                            "imanDavenport",
                            "imanDavenportP",
                            "criticalDifference05",
                            "criticalDifference10",
                            "nemenyiP",
                            "controlZ",
                            "controlP",
                            "controlHolm",
                            "superiorAny",
                            "superiorEach" -> ofTable(e, tables.get(e.table));
                    case "mean", "sd", "studentLower", "studentUpper", "bootstrapLower", "bootstrapUpper" ->
                        ofSample(e, sample(e.table, e.i));
                    default -> ofPair(e, tables.get(e.table));
                };
    }

    private static double ofRange(Expected e) {
        var range = new StudentizedRange(e.i);
        return e.measure.equals("survival") ? range.survival(e.j / 10.0) : range.critical(e.j / 1000.0);
    }

    private static double ofTable(Expected e, ScoreTable table) {
        var nemenyi = new Nemenyi(table.treatments(), table.cases());
        List<Double> ranks = table.averageRanks();
        return switch (e.measure) {
            case "averageRank" -> ranks.get(e.i);
            case "chiSquare" -> FriedmanTest.of(table).orElseThrow().chiSquare();
            case "friedmanP" -> FriedmanTest.of(table).orElseThrow().pValue();
            case "imanDavenport" -> FriedmanTest.of(table).orElseThrow().imanDavenport();
            case "imanDavenportP" -> FriedmanTest.of(table).orElseThrow().imanDavenportPValue();
            case "criticalDifference05" -> nemenyi.criticalDifference(0.05);
            case "criticalDifference10" -> nemenyi.criticalDifference(0.10);
            case "nemenyiP" -> nemenyi.pValue(ranks.get(e.i) - ranks.get(e.j));
            case "controlZ" -> control(e, table).z();
            case "controlP" -> control(e, table).pValue();
            case "controlHolm" -> control(e, table).holm();
            case "superiorAny" -> Superiority.of(table, Set.of(0, 1)).byAny();
            default -> Superiority.of(table, Set.of(0, 1)).byEach().get(e.i - 2).cases();
        };
    }

    private static ControlComparison control(Expected e, ScoreTable table) {
        return ControlComparison.of(table, 0).get(e.i - 1);
    }

    private static double ofSample(Expected e, Sample sample) {
        return switch (e.measure) {
            case "mean" -> sample.mean();
            case "sd" -> sample.standardDeviation().orElseThrow();
            case "studentLower" -> sample.studentInterval(0.95).orElseThrow().lower();
            case "studentUpper" -> sample.studentInterval(0.95).orElseThrow().upper();
            case "bootstrapLower" ->
                sample.bootstrapInterval(0.95, RESAMPLES, 1).orElseThrow().lower();
            default ->
                sample.bootstrapInterval(0.95, RESAMPLES, 1).orElseThrow().upper();
        };
    }

    private static double ofPair(Expected e, ScoreTable table) {
        var test = SignedRankTest.of(table.column(e.i), table.column(e.j));
        return switch (e.measure) {
            case "wins" -> WinCount.of(table, e.i, e.j).wins();
            case "ties" -> WinCount.of(table, e.i, e.j).ties();
            case "wilcoxonV" -> test.orElseThrow().positive();
            case "wilcoxonP" -> test.orElseThrow().pValue();
            case "rankBiserial" -> test.orElseThrow().rankBiserial();
            case "cliffsDelta" -> sample(e.table, e.i).cliffsDelta(sample(e.table, e.j));
            default -> throw new IllegalStateException("nothing computes " + e.measure);
        };
    }

    private static Sample sample(String table, int column) {
        return new Sample(
                DoubleStream.of(tables.get(table).column(column)).boxed().toList());
    }

    /** Table 6 and sections 3.2.2 and 3.2.3 of the paper, whose Friedman test is without correction for ties. */
    @Test
    void demsarsExampleComesOutAsPublished() {
        ScoreTable table = tables.get("demsar");

        assertThat(table.averageRanks())
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 5e-4 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(3.143, 2.000, 2.893, 1.964);
        var nemenyi = new Nemenyi(4, 14);
        assertThat(nemenyi.standardError()).isCloseTo(0.488, within(5e-4));
        assertThat(nemenyi.criticalDifference(0.10)).isCloseTo(1.12, within(5e-3));
        assertThat(nemenyi.criticalDifference(0.05)).isCloseTo(1.25, within(5e-3));
        assertThat(ControlComparison.of(table, 0))
                .extracting(ControlComparison::pValue)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 2e-3 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.019, 0.607, 0.016);
    }

    @ParameterizedTest
    @CsvSource({"2, 1.960, 1.645", "3, 2.343, 2.052", "5, 2.728, 2.459", "8, 3.031, 2.780", "10, 3.164, 2.920"})
    void criticalValuesAreThoseOfDemsarsTable5(int treatments, double at05, double at10) {
        var range = new StudentizedRange(treatments);

        assertThat(range.critical(0.05) / Math.sqrt(2)).isCloseTo(at05, within(1e-3));
        assertThat(range.critical(0.10) / Math.sqrt(2)).isCloseTo(at10, within(1e-3));
    }

    @Test
    void casesThatAllRankAlikeMakeImanAndDavenportsStatisticInfinite() {
        FriedmanTest test = FriedmanTest.of(tables.get("alike")).orElseThrow();

        assertThat(test.imanDavenport()).isInfinite();
        assertThat(test.imanDavenportPValue()).isZero();
    }

    @Test
    void whatCannotBeTestedIsNotTested() {
        assertThat(FriedmanTest.of(ScoreTable.of(new double[][] {{1, 2, 3}}))).isEmpty();
        assertThat(FriedmanTest.of(ScoreTable.of(new double[][] {{1}, {2}}))).isEmpty();
        assertThat(FriedmanTest.of(ScoreTable.of(new double[][] {{1, 1}, {2, 2}})))
                .isEmpty();
        assertThat(SignedRankTest.of(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
        assertThat(ControlComparison.of(ScoreTable.of(new double[][] {{1}}), 0)).isEmpty();
        var one = new Sample(List.of(0.5));
        assertThat(one.standardDeviation()).isEmpty();
        assertThat(one.studentInterval(0.95)).isEmpty();
        assertThat(one.bootstrapInterval(0.95, RESAMPLES, 1)).isEmpty();
    }

    @Test
    void incompleteTablesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreTable.of(new double[][] {}));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreTable.of(new double[][] {{1, 2}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreTable.of(new double[][] {{1, Double.NaN}}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(List.of()));
    }

    @Test
    void scoresThatOnlyRoundingTellsApartAreEqual() {
        var table = ScoreTable.of(new double[][] {{0.1 + 0.2, 0.3}});

        assertThat(table.ranks(0)).containsExactly(1.5, 1.5);
        assertThat(WinCount.of(table, 0, 1)).isEqualTo(new WinCount(0, 1, 0));
    }

    @Test
    void aDrawnBootstrapIntervalIsThatOfItsSeedAndNearStudents() {
        var sample =
                new Sample(new java.util.SplittableRandom(5).doubles(40).boxed().toList());
        Interval student = sample.studentInterval(0.95).orElseThrow();
        Interval drawn = sample.bootstrapInterval(0.95, RESAMPLES, 7).orElseThrow();

        assertThat(sample.bootstrapInterval(0.95, RESAMPLES, 7)).contains(drawn);
        assertThat(sample.bootstrapInterval(0.95, RESAMPLES, 8).orElseThrow()).isNotEqualTo(drawn);
        assertThat(drawn.lower()).isCloseTo(student.lower(), within(0.01));
        assertThat(drawn.upper()).isCloseTo(student.upper(), within(0.01));
    }

    @Test
    void groupsJoinWhatDoesNotDifferAndAreNotPartOfEachOther() {
        assertThat(Nemenyi.groups(List.of(3.143, 2.0, 2.893, 1.964), 1.12))
                .containsExactly(List.of(3, 1, 2), List.of(2, 0));
        assertThat(Nemenyi.groups(Arrays.asList(1.0, 2.0, 3.0), 1)).isEmpty();
        assertThat(Nemenyi.groups(new ArrayList<>(List.of(2.0, 2.0)), 0.5)).containsExactly(List.of(0, 1));
    }
}
