package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import io.afos.model.recipe.Seeds;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request says in a way that could be misunderstood is refused, by its name. */
class StrictRequestsTest extends SystemTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stop.fitness | {\"stop\": {\"fitness\": 1e999}}",
                "stop.fitness | {\"stop\": {\"fitness\": \"Infinity\"}}",
                "stop.fitness | {\"stop\": {\"fitness\": \"NaN\"}}",
                "recipe.width | {\"recipe\": {\"width\": -1e999}}",
                "recipe.width | {\"recipe\": {\"width\": \"-Infinity\"}}",
                "strategy.crossoverProbability | {\"strategy\": {\"type\": \"afos\", \"crossoverProbability\": \"NaN\"}}"
            })
    void aNumberThatJsonCannotHoldIsRefused(String field, String body) {
        for (String path : new String[] {"/api/v1/searches", "/api/v1/searches/estimate"}) {
            assertRefusedByField(service().post(path, body), field);
        }
    }

    @Test
    void aTokenThatJsonDoesNotHaveIsRefusedInPlainWords() {
        Reply reply = service().post("/api/v1/searches", """
                {"recipe": {"width": NaN}}""");

        assertRefusedByField(reply, "recipe");
        assertThat(reply.response().body()).contains("JSON has no such value").doesNotContain("JsonReadFeature");
    }

    @Test
    void aBudgetThatJsonCannotHoldIsRefused() {
        Reply reply = service().post("/api/v1/benchmarks", """
                {"preset": "quick", "budget": {"maxTrainingSeconds": 1e999}}""");

        assertRefusedByField(reply, "budget.maxTrainingSeconds");
    }

    /** A browser would read another number and send it back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/searches | seed | {\"seed\": %s}",
                "/api/v1/searches | trainingSeed | {\"trainingSeed\": %s}",
                "/api/v1/searches/estimate | recipe.splitSeed | {\"recipe\": {\"splitSeed\": %s}}",
                "/api/v1/benchmarks | seeds[1] | {\"preset\": \"quick\", \"seeds\": [1, %s]}",
                "/api/v1/benchmarks | recipe.splitSeed | {\"preset\": \"quick\", \"recipe\": {\"splitSeed\": %s}}",
                "/api/v1/benchmarks | exclude[0].seed | {\"preset\": \"quick\", \"exclude\": [{\"seed\": %s}]}",
                "/api/v1/benchmarks | overrides.datasets[mnist].splitSeed | {\"preset\": \"quick\", \"overrides\": {\"datasets\": {\"mnist\": {\"splitSeed\": %s}}}}",
                "/api/v1/benchmarks/{id}/clone | seeds[0] | {\"seeds\": [%s]}",
                "/api/v1/benchmarks/{id}/extend | seeds[0] | {\"seeds\": [%s]}"
            })
    void aSeedThatADoubleCannotHoldIsRefused(String path, String field, String body) {
        long benchmark = service().submitBenchmark("{\"preset\": \"quick\"}");
        for (String seed : new String[] {"9007199254740992", "9007199254740993", "-9007199254740992"}) {
            Reply reply = service().post(path.replace("{id}", Long.toString(benchmark)), body.formatted(seed));

            assertRefusedByField(reply, field);
        }
    }

    @Test
    void theLargestSeedsComeBackAsTheyWere() {
        worker(Scripts.train());
        long id = service().submit("""
                {"strategy": {"type": "random", "candidates": 3}, "seed": 9007199254740991, "trainingSeed": 9007199254740991,
                 "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 1000, "validationImages": 500, "epochs": 1,
                            "splitSeed": -9007199254740991, "screening": {"minAccuracy": 0}}}""");

        var specification = service().awaitState(id, "COMPLETED").get("specification");

        assertThat(specification.get("seed").asLong()).isEqualTo(Seeds.MAX);
        assertThat(specification.get("trainingSeed").asLong()).isEqualTo(Seeds.MAX);
        assertThat(specification.at("/recipe/data/splitSeed").asLong()).isEqualTo(Seeds.MIN);
        assertThat(store().texts("select distinct seed from replication order by seed"))
                .containsExactly("-9007199254740991", "-9007199254740990", "-9007199254740989");
    }

    @ParameterizedTest
    @CsvSource({"X-Anything", "Accept", "Idempotency-Key", "Last-Event-ID", "X-API-Key", "User-Agent"})
    void aHeaderWithControlCharactersIsRefusedByName(String header) throws IOException {
        for (String method : new String[] {"GET", "POST"}) {
            String answer = raw(method + " /api/v1/events HTTP/1.1\r\n" + header + ": a\u0085b");

            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("\"field\":\"" + header.toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/searches, Idempotency-Key",
        "POST, /api/v1/benchmarks, Idempotency-Key",
        "GET, /api/v1/events, Last-Event-ID"
    })
    void aHeaderThatMeansSomethingTakesAsciiOnly(String method, String path, String header) throws IOException {
        // The bytes of a Greek letter in UTF-8 are two Latin letters in a header.
        String answer = raw(
                "%s %s HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n%s: a\u00ce\u00b1\r\n\r\n{}"
                        .formatted(method, path, header));

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"field\":\"" + header + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/searches",
                "/api/v1/searches/1",
                "/api/v1/leaderboard",
                "/api/v1/workers",
                "/api/v1/activations",
                "/api/v1/events",
                "/api/v1/catalog/activations",
                "/api/v1/benchmarks/presets"
            })
    void anUnknownParameterIsRefusedByName(String path) {
        assertRefusedByField(service().get(path + "?limmit=3"), "limmit");
    }

    @Test
    void anUnknownParameterOfAChangeIsRefusedByName() {
        long id = service().submit(Requests.one());

        assertRefusedByField(service().post("/api/v1/searches/%d/cancel?dry-run=true".formatted(id), ""), "dry-run");
        assertThat(service().search(id).get("state").asString()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/searches, limit", "/api/v1/activations, from", "/api/v1/activations/x/export, format"})
    void aParameterThatTakesOneValueIsNotRepeated(String path, String parameter) {
        assertRefusedByField(service().get("%s?%s=1&%2$s=2".formatted(path, parameter)), parameter);
    }

    @Test
    void parametersThatTakeSeveralValuesAreRepeated() {
        assertThat(service().read("/api/v1/activations?formula=relu&formula=max(x,0)&points=2"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"seed | {\"seed\": 1, \"seed\": 2}", "recipe.width | {\"recipe\": {\"width\": 1, \"width\": 0.5}}"
            })
    void aFieldThatIsThereTwiceIsRefused(String field, String body) {
        Reply reply = service().post("/api/v1/searches", body);

        assertRefusedByField(reply, field);
        assertThat(reply.json().get("errors").get(0).get("message").asString()).isEqualTo("is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "x-unheard-of", "identity, gzip"})
    void aCompressedBodyIsRefusedAsSuch(String coding) throws IOException {
        for (String path : new String[] {"/api/v1/searches", "/api/v1/searches/import"}) {
            Reply reply = serviceAs(ServiceClient.IMPORTER)
                    .send(serviceAs(ServiceClient.IMPORTER)
                            .request(path)
                            .header(
                                    "Content-Type",
                                    path.endsWith("import") ? "application/x-ndjson" : "application/json")
                            .header("Content-Encoding", coding)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(gzip("{}")))
                            .build());

            assertThat(reply.status()).as(reply.body()).isEqualTo(415);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.header("Accept-Encoding")).isEqualTo("identity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "tr-TR", "ar-EG", "fr", "*"})
    void messagesHaveOneLanguageAndOneOrder(String language) {
        String body = """
                {"priority": 200, "name": "a\\u0001", "recipe": {"epochs": 0, "batchSize": 0, "width": 9}, "seed": 1}""";

        Reply reply = service().post("/api/v1/searches", body, "Accept-Language", language);

        assertThat(reply.json().get("errors").toString())
                .isEqualTo("[{\"field\":\"name\",\"message\":\"must not contain control characters\"},"
                        + "{\"field\":\"priority\",\"message\":\"must be less than or equal to 100\"},"
                        + "{\"field\":\"recipe.batchSize\",\"message\":\"must be greater than or equal to 1\"},"
                        + "{\"field\":\"recipe.epochs\",\"message\":\"must be greater than or equal to 1\"},"
                        + "{\"field\":\"recipe.width\",\"message\":\"must be less than or equal to 4\"}]");
    }

    private static void assertRefusedByField(Reply reply, String field) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().get("errors").get(0).get("field").asString())
                .as(reply.body())
                .isEqualTo(field);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A request with bytes that clients' libraries do not send; a body may follow the head. */
    private String raw(String request) throws IOException {
        String[] parts = request.split("\r\n", 2);
        String head =
                parts[0] + "\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-API-Key: " + ServiceClient.SUBMITTER + "\r\n";
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String text = head + parts[1] + (parts[1].contains("\r\n\r\n") ? "" : "\r\n\r\n");
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = in.readLine();
            // A stream that was not refused has no end.
            return status.matches("HTTP/1.1 [45].*") ? status + in.lines().collect(Collectors.joining("\n")) : status;
        }
    }
}
