package io.afos.api.benchmark.report;

import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports of benchmarks in all their forms. */
@Tag("any-backend")
class BenchmarkReportTest extends SystemTest {

    private static final List<String> DATASETS = List.of("fashion-mnist-mini", "mnist", "fashion-mnist");

    private static final String HOSTILE = "<script>alert(1)</script> & | `x` \\\"=1+1";

    private static final String REQUEST = """
            {"name": "%s", "activations": ["eelu-2", "-x*tanh(exp(x))"], "baselines": ["relu"],
             "architectures": ["afos-base", "afos-base-plain"], "datasets": ["fashion-mnist-mini", "mnist"],
             "seeds": [1, 2], "metric": "accuracy",
             "recipe": {"trainImages": 1000, "validationImages": 500, "width": 0.125, "epochs": 2}}""".formatted(HOSTILE);

    @Test
    void aReportHasEveryNumber() {
        worker(DATASETS, Scripts.train());
        long id = completed();

        JsonNode report = service().read(report(id, "json"));

        assertThat(report.get("measured").asInt()).isEqualTo(24);
        assertThat(report.get("contexts")).hasSize(4).allSatisfy(context -> {
            assertThat(context.get("complete").asBoolean()).isTrue();
            assertThat(context.get("ranks")).hasSize(3);
            assertThat(context.get("scores")).hasSize(3).allSatisfy(score -> {
                assertThat(score.get("seeds").asInt()).isEqualTo(2);
                assertThat(score.get("standardDeviation").asDouble()).isPositive();
                assertThat(score.at("/studentInterval/lower").asDouble())
                        .isLessThan(score.get("mean").asDouble());
            });
        });
        JsonNode comparison = report.get("comparison");
        assertThat(comparison.get("contexts").asInt()).isEqualTo(4);
        assertThat(comparison.get("averageRanks")).hasSize(3);
        assertThat(comparison.at("/friedman/degreesOfFreedom").asInt()).isEqualTo(2);
        assertThat(comparison.get("pairs")).hasSize(3);
        assertThat(comparison.get("againstControl")).hasSize(2);
        assertThat(comparison.at("/superior/byEach")).hasSize(2);
    }

    @Test
    void whatAUserNamesIsTextInEveryForm() {
        worker(DATASETS, Scripts.train());
        long id = completed();

        Reply html = service().get(report(id, "html"));
        assertThat(html.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(html.body())
                .startsWith("<!doctype html>")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script")
                .doesNotContain("http://", "https://", "url(")
                .contains("class=\"ranks\"", "class=\"wins\"", "class=\"curve\"");

        Reply markdown = service().get(report(id, "markdown"));
        assertThat(markdown.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
        assertThat(markdown.body()).contains("&lt;script&gt;").doesNotContain("<script");

        Reply csv = service().get(report(id, "csv"));
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(25);
        assertThat(lines.get(0)).startsWith("architecture,dataset,recipe,activation,formula");
        assertThat(csv.body()).contains(",\"'-x*tanh(exp(x))\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml | text/html;charset=UTF-8",
                "text/csv | text/csv;charset=UTF-8",
                "text/markdown | text/markdown;charset=UTF-8",
                "*/* | application/json",
                "image/png | application/json"
            })
    void aProgramGetsTheFormThatItAsksFor(String accept, String type) {
        long id = service().submitBenchmark(REQUEST);

        Reply reply = service()
                .send(service()
                        .request("/api/v1/benchmarks/%d/report".formatted(id))
                        .header("Accept", accept)
                        .build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
    }

    @Test
    void missingCellsAreSaidAndLeftOut() {
        worker(DATASETS, Scripts.first(1, Scripts.fail("disk full", false), Scripts.train()));
        long id = service()
                .submitBenchmark(
                        REQUEST.replace("[1, 2]", "[1]")
                                .replace(
                                        "\"metric\"",
                                        "\"exclude\": [{\"architecture\": \"afos-base-plain\", \"dataset\": \"mnist\", \"activation\": \"eelu-2\"}], \"metric\""));
        service().awaitBenchmark(id, "COMPLETED");

        JsonNode report = service().read(report(id, "json"));

        assertThat(report.at("/comparison/contexts").asInt()).isEqualTo(2);
        assertThat(report.get("remarks").toString())
                .contains("1 of 11 cells have no value (1 of them failed)")
                .contains("Excluded from the comparison")
                .contains("afos-base-plain on mnist")
                .contains("fewer than 3 seeds");
        assertThat(service().get(report(id, "html")).body()).contains("no value");
    }

    @Test
    void aBenchmarkWithoutAnyResultHasAReportToo() {
        long id = service().submitBenchmark(REQUEST);

        JsonNode report = service().read(report(id, "json"));

        assertThat(report.get("comparison").isNull()).isTrue();
        assertThat(report.get("remarks").toString()).contains("RUNNING", "24 of 24 cells have no value");
        for (String format : List.of("csv", "markdown", "html")) {
            assertThat(service().get(report(id, format)).status()).isEqualTo(200);
        }
    }

    @Test
    void aDivergedTrainingCountsZero() {
        worker(DATASETS, Scripts.first(1, Scripts.diverge(), Scripts.train()));

        JsonNode report = service().read(report(completed(), "json"));

        assertThat(report.get("remarks").toString()).contains("Diverged trainings, which count as 0: 1");
        assertThat(report.get("measured").asInt()).isEqualTo(24);
    }

    @Test
    void aReportOfNothingIsNotFound() {
        assertThat(service().get(report(4_711, "html")).status()).isEqualTo(404);
        assertThat(service().get(report(4_711, "PDF")).status()).isEqualTo(400);
    }

    private long completed() {
        long id = service().submitBenchmark(REQUEST);
        service().awaitBenchmark(id, "COMPLETED");
        return id;
    }

    private static String report(long id, String format) {
        return "/api/v1/benchmarks/%d/report?format=%s".formatted(id, format);
    }
}
