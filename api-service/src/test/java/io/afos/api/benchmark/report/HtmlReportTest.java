package io.afos.api.benchmark.report;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.Budget;
import io.afos.api.benchmark.Cell;
import io.afos.api.benchmark.CellView;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Setting;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.view.Epoch;
import io.afos.api.job.JobState;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Optimizer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of a report and its diagrams, over numbers that are drawn. */
class HtmlReportTest {

    private static final String HOSTILE = "</title><script>alert('x')</script>&\"{{name}}";

    private static final List<Competitor> FUNCTIONS = List.of(
            new Competitor("relu", "a".repeat(32), "max(x,0)", true, null),
            new Competitor(HOSTILE, "b".repeat(32), "x<y&" + HOSTILE, false, HOSTILE),
            new Competitor("a name that is longer than a diagram shows", "c".repeat(32), "x", false, null));

    private static final List<Setting> SETTINGS =
            List.of(setting("mnist", 2, 1_000), setting("cifar10", 4, 1_000), setting("fashion-mnist", 2, null));

    @Test
    void whateverIsNamedIsText() {
        assertThat(page(8))
                .doesNotContain("<script", "</title><script")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;{{name}}");
    }

    @Test
    void thePageTellsWhatTheRecipesHaveInCommonAndWhereTheyDiffer() {
        String page = page(8);

        assertThat(page)
                .contains("<th scope=\"row\">batchSize</th><td>50</td>")
                .contains("<th scope=\"row\">optimizer.learningRate</th><td>0.01</td>")
                .contains("<th scope=\"row\">architecture.name</th><td>afos-base</td>")
                .contains(
                        "<th scope=\"col\">data.dataset</th><th scope=\"col\">data.trainImages</th><th scope=\"col\">epochs</th>")
                .contains("<td>cifar10</td><td>1000</td><td>4</td>")
                .contains("<td>none</td><td>2</td>");
        assertThat(SETTINGS)
                .allSatisfy(setting -> assertThat(page)
                        .contains("<code>%s</code>".formatted(setting.recipe().hash())));
    }

    @Test
    void everyContextHasACurveForEachFunctionThatWasTrained() {
        assertThat(page(8).split("class=\"curve\"")).hasSize(1 + FUNCTIONS.size() * SETTINGS.size());
        assertThat(page(1)).contains("<circle class=\"seed\"").doesNotContain("<polyline");
        assertThat(HtmlReport.of(report(), SETTINGS, Map.of())).doesNotContain("Learning curves");
    }

    @Test
    void aBenchmarkWithoutAnyNumberHasAPage() {
        BenchmarkSpecification specification = specification();
        BenchmarkReport report = Analysis.of(
                1,
                "empty",
                JobState.RUNNING,
                specification,
                specification.cells().stream()
                        .map(cell -> cell(cell, EvaluationState.PENDING, null))
                        .toList());

        assertThat(HtmlReport.of(report, SETTINGS, Map.of()))
                .contains("<aside", "no value", "Recipes")
                .doesNotContain("Ranks", "Wins");
    }

    @ParameterizedTest
    @EnumSource(Diagram.class)
    void aDiagramIsADocumentOfItsOwn(Diagram diagram) throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(diagram.of(report().comparison()))));

        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getDocumentElement().getTextContent()).contains("relu", HOSTILE.substring(0, 17), "…");
    }

    private static Setting setting(String dataset, int epochs, Integer trainImages) {
        return new Setting(new ImageRecipe(
                new DataSpec(dataset, trainImages, 1, 1, 1),
                new Architecture("afos-base", 1),
                epochs,
                50,
                new Optimizer.Sgd(0.01, 0.9),
                null,
                ImageRecipe.Precision.FLOAT32,
                ImageRecipe.FitnessSplit.VALIDATION,
                true));
    }

    private static BenchmarkSpecification specification() {
        return new BenchmarkSpecification(
                FUNCTIONS,
                SETTINGS,
                List.of(1L, 2L, 3L),
                List.of(),
                BenchmarkMetric.ACCURACY,
                FUNCTIONS.get(0).fingerprint(),
                Budget.UNLIMITED,
                JsonNodeFactory.instance.objectNode());
    }

    private static BenchmarkReport report() {
        BenchmarkSpecification specification = specification();
        var random = new Random(1);
        return Analysis.of(
                7,
                HOSTILE,
                JobState.COMPLETED,
                specification,
                specification.cells().stream()
                        .map(cell -> cell(cell, EvaluationState.SUCCEEDED, random.nextDouble()))
                        .toList());
    }

    private static CellView cell(Cell cell, EvaluationState state, Double value) {
        return new CellView(
                cell.competitor().fingerprint(),
                cell.setting().recipe().hash(),
                cell.seed(),
                0,
                state,
                false,
                value == null ? null : EvaluationOutcome.TRAINED,
                null,
                value,
                null,
                null);
    }

    private static Map<HtmlReport.Place, List<List<Epoch>>> curves(int epochs) {
        var random = new Random(2);
        var curves = new HashMap<HtmlReport.Place, List<List<Epoch>>>();
        for (Setting setting : SETTINGS) {
            for (Competitor function : FUNCTIONS) {
                var seeds = new ArrayList<List<Epoch>>();
                for (int seed = 0; seed < 3; seed++) {
                    seeds.add(IntStream.rangeClosed(1, epochs)
                            .mapToObj(epoch -> new Epoch(epoch, 1.0, 0.5, 1.0, random.nextDouble(), null, 1, 1))
                            .toList());
                }
                curves.put(new HtmlReport.Place(setting.recipe().hash(), function.fingerprint()), seeds);
            }
        }
        return curves;
    }

    private static String page(int epochs) {
        return HtmlReport.of(report(), SETTINGS, curves(epochs));
    }
}
