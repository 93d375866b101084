package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told does not depend on the language of the machine: its digits, decimal commas and small letters. */
class LocaleTest extends SystemTest {

    private static final List<String> LANGUAGES = List.of("en-US", "tr-TR", "de-DE", "ar-EG");

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void everyFormOfAResultHasTheSameBytesInEveryLanguage() {
        worker(Scripts.train());
        long search = service().submit(Requests.replicated(Requests.afos(6, 2, 1), 2, 2));
        long benchmark = service().submitBenchmark("""
                {"name": "I", "activations": ["eelu-2"], "baselines": ["relu", "silu"], "seeds": [1, 2],
                 "architectures": ["afos-base", "afos-base-plain"], "datasets": ["fashion-mnist-mini"], "metric": "ACCURACY",
                 "recipe": {"trainImages": 1000, "validationImages": 500, "width": 0.125, "epochs": 2}}""");
        service().awaitState(search, "COMPLETED");
        service().awaitBenchmark(benchmark, "COMPLETED");
        String report = "/api/v1/benchmarks/%d/report".formatted(benchmark);
        List<String> results = Stream.concat(
                        Stream.of(
                                report,
                                report + "?format=html",
                                report + "?format=markdown",
                                report + "?format=csv",
                                report + "/ranks",
                                report + "/wins",
                                "/api/v1/benchmarks/" + benchmark,
                                "/api/v1/searches/" + search,
                                "/api/v1/searches/%d/export?format=csv".formatted(search),
                                "/api/v1/searches/%d/export".formatted(search),
                                "/api/v1/leaderboard?dataset=fashion-mnist-mini",
                                "/api/v1/catalog/activations",
                                "/api/v1/catalog/datasets",
                                "/api/v1/activations?formula=0.5*x*(1%2Berf(x*0.70710678))",
                                // Refused, with numbers of more than three digits.
                                "/api/v1/searches?limit=100000",
                                "/api/v1/activations?points=5000"),
                        Stream.of("pytorch", "keras", "jax", "numpy", "djl", "latex", "formula", "onnx")
                                .map("/api/v1/export?formula=1234.5*sin(x/1e-7)&format="::concat))
                .toList();

        List<List<String>> told =
                LANGUAGES.stream().map(language -> tell(language, results)).toList();

        for (int i = 0; i < results.size(); i++) {
            for (int language = 1; language < LANGUAGES.size(); language++) {
                assertThat(told.get(language).get(i))
                        .as(results.get(i) + " in " + LANGUAGES.get(language))
                        .isEqualTo(told.get(0).get(i));
            }
        }
    }

    @Test
    void searchesAreTakenInInEveryLanguage() {
        worker(Scripts.train());
        String request = Requests.random(3, 1);
        for (String language : LANGUAGES) {
            Locale.setDefault(Locale.forLanguageTag(language));
            long id = service().submit(request);
            assertThat(service().awaitState(id, "COMPLETED").get("name").asString())
                    .isEqualTo("test");
        }
    }

    private List<String> tell(String language, List<String> paths) {
        Locale.setDefault(Locale.forLanguageTag(language));
        var told = new ArrayList<String>();
        for (String path : paths) {
            told.add(service().get(path).body());
        }
        return told;
    }
}
