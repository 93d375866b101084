package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.Budget;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The published benchmark: every number of its report as R computes it from the cells, and the page as it would be now. */
class RecomputedByRTest {

    private static final Path REPORT = Path.of("../docs/reports/seven-standard-functions-and-eelu");
    private static final double TOLERANCE = 1e-6;

    private static BenchmarkReport report;
    private static BenchmarkReport.Comparison comparison;

    /** The columns of {@code cells.csv} that count here; no field of it has a comma but formulas, which are quoted. */
    private record Line(
            String architecture,
            String dataset,
            String activation,
            boolean baseline,
            long seed,
            String outcome,
            String value) {

        static Line of(String line) {
            String[] f = line.replaceAll("\"([^\"]*)\"", "q").split(",", -1);
            String name = line.split(",", -1)[3].replace("\"", "");
            return new Line(f[0], f[1], name, Boolean.parseBoolean(f[5]), Long.parseLong(f[6]), f[8], f[10]);
        }

        Setting setting() {
            return new Setting(new ImageRecipe(
                    new DataSpec(dataset, 1, 1, 1, 1),
                    new Architecture(architecture, 1),
                    1,
                    1,
                    new Optimizer.Sgd(0.01, 0.9),
                    null,
                    ImageRecipe.Precision.FLOAT32,
                    ImageRecipe.FitnessSplit.VALIDATION,
                    true));
        }

        Competitor competitor() {
            String fingerprint = NamedActivations.find(activation)
                    .orElseThrow()
                    .fingerprint()
                    .value();
            return new Competitor(activation, fingerprint, activation, baseline, null);
        }

        CellView cell() {
            return new CellView(
                    competitor().fingerprint(),
                    setting().recipe().hash(),
                    seed,
                    0,
                    EvaluationState.SUCCEEDED,
                    false,
                    outcome.isEmpty() ? null : EvaluationOutcome.valueOf(outcome),
                    null,
                    value.isEmpty() ? null : Double.valueOf(value),
                    null,
                    null);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        List<Line> lines = Files.readAllLines(REPORT.resolve("cells.csv")).stream()
                .skip(1)
                .map(Line::of)
                .toList();
        JsonNode request = JsonMapper.builder().build().readTree(Files.readString(REPORT.resolve("request.json")));
        List<String> functions = Stream.concat(texts(request.get("baselines")), texts(request.get("activations")))
                .toList();
        List<String> contexts = texts(request.get("architectures"))
                .flatMap(network -> texts(request.get("datasets")).map(images -> network + " on " + images))
                .toList();
        List<Competitor> competitors = lines.stream()
                .map(Line::competitor)
                .distinct()
                .sorted(Comparator.comparing(function -> functions.indexOf(function.label())))
                .toList();
        var specification = new BenchmarkSpecification(
                competitors,
                lines.stream()
                        .map(Line::setting)
                        .distinct()
                        .sorted(Comparator.comparing(setting -> contexts.indexOf(setting.label())))
                        .toList(),
                lines.stream().map(Line::seed).distinct().toList(),
                List.of(),
                BenchmarkMetric.TEST_ACCURACY,
                competitors.get(0).fingerprint(),
                Budget.UNLIMITED,
                JsonNodeFactory.instance.objectNode());
        report = Analysis.of(
                1,
                "",
                JobState.COMPLETED,
                specification,
                lines.stream().map(Line::cell).toList());
        comparison = Objects.requireNonNull(report.comparison());
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString);
    }

    @Test
    void everyNumberIsThatOfR() throws IOException {
        List<String> expected;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("recomputed.csv"))) {
            expected = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
        assertThat(expected).hasSizeGreaterThan(800).allSatisfy(line -> {
            String[] f = line.split(",", -1);
            assertThat(ours(f[0], f[1], f[2])).as(line).isCloseTo(Double.parseDouble(f[3]), within(TOLERANCE));
        });
    }

    private static double ours(String measure, String a, String b) {
        return switch (measure) {
            case "seeds" -> score(a, b).seeds();
            case "mean" -> score(a, b).mean();
            case "sd" -> Objects.requireNonNull(score(a, b).standardDeviation());
            case "studentLower" ->
                Objects.requireNonNull(score(a, b).studentInterval()).lower();
            case "studentUpper" ->
                Objects.requireNonNull(score(a, b).studentInterval()).upper();
            case "bootstrapLower" ->
                Objects.requireNonNull(score(a, b).bootstrapInterval()).lower();
            case "bootstrapUpper" ->
                Objects.requireNonNull(score(a, b).bootstrapInterval()).upper();
            case "cliffsDelta" -> Objects.requireNonNull(score(a, b).cliffsDelta());
            case "rank" -> context(a).ranks().get(comparison.activations().indexOf(b));
            case "averageRank" ->
                comparison.averageRanks().get(comparison.activations().indexOf(a));
            case "chiSquare" -> friedman().chiSquare();
            case "friedmanP" -> friedman().pValue();
            case "imanDavenport" -> Objects.requireNonNull(friedman().imanDavenport());
            case "imanDavenportP" -> friedman().imanDavenportPValue();
            case "criticalDifference05" -> comparison.criticalDifference();
            case "criticalDifference10" -> comparison.criticalDifference10();
            case "meanDifference" -> against(a).meanDifference();
            case "differenceLower" ->
                Objects.requireNonNull(against(a).interval()).lower();
            case "differenceUpper" ->
                Objects.requireNonNull(against(a).interval()).upper();
            case "controlZ" -> against(a).z();
            case "controlP" -> against(a).pValue();
            case "controlHolm" -> against(a).holm();
            case "wins" -> pair(a, b, BenchmarkReport.Pair::wins);
            case "ties" -> pair(a, b, BenchmarkReport.Pair::ties);
            case "losses" -> pair(a, b, BenchmarkReport.Pair::losses);
            case "nemenyi" -> pair(a, b, BenchmarkReport.Pair::nemenyi);
            case "wilcoxon" -> pair(a, b, BenchmarkReport.Pair::wilcoxon);
            case "wilcoxonHolm" -> pair(a, b, BenchmarkReport.Pair::wilcoxonHolm);
            case "rankBiserial" -> pair(a, b, BenchmarkReport.Pair::rankBiserial);
            case "superiorAny" -> comparison.superior().byAny();
            case "superiorEach" ->
                comparison.superior().byEach().stream()
                        .filter(each -> each.activation().equals(a))
                        .findFirst()
                        .orElseThrow()
                        .contexts();
            default -> throw new IllegalStateException("nothing computes " + measure);
        };
    }

    private static BenchmarkReport.Context context(String label) {
        return report.contexts().stream()
                .filter(context -> context.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static BenchmarkReport.Score score(String context, String activation) {
        int i = report.activations().stream().map(Competitor::label).toList().indexOf(activation);
        return Objects.requireNonNull(context(context).scores().get(i));
    }

    private static BenchmarkReport.Friedman friedman() {
        return Objects.requireNonNull(comparison.friedman());
    }

    private static BenchmarkReport.AgainstControl against(String activation) {
        return comparison.againstControl().stream()
                .filter(other -> other.activation().equals(activation))
                .findFirst()
                .orElseThrow();
    }

    private static double pair(String a, String b, Function<BenchmarkReport.Pair, Number> number) {
        return comparison.pairs().stream()
                .filter(pair -> pair.first().equals(a) && pair.second().equals(b))
                .findFirst()
                .map(pair -> number.apply(pair).doubleValue())
                .orElseGet(() -> {
                    throw new IllegalStateException("no pair " + a + ", " + b);
                });
    }

    @Test
    void theTablesOfThePublishedReportAreOnesOfTheseNumbers() throws IOException {
        String published = Files.readString(REPORT.resolve("report.md"));

        assertThat(published).contains(tables(MarkdownReport.of(report)));
    }

    private static String tables(String markdown) {
        return markdown.substring(markdown.indexOf("\n## "));
    }
}
