package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.afos.api.web.ProblemAssertions.assertIsAnAnswerOrAProblem;
import static io.afos.api.web.ProblemAssertions.assertTellsNothingOfTheInside;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, the answer is a problem that says what is wrong, and tells nothing of the inside. */
@Tag("any-backend")
class HostileRequestsTest extends SystemTest {

    private static final String VALID = """
            {"name": "n", "seed": 1, "trainingSeed": 2, "priority": 3, "baselines": ["relu", "gelu"],
             "strategy": {"type": "afos", "population": 6, "generations": 2, "elites": 2, "crossoverProbability": 0.5,
                          "mutationProbability": 0.5},
             "space": {"preset": "afos", "unaries": ["x", "tanh"], "binaries": ["mul", "add"], "shapes": [3, 5]},
             "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 100, "validationImages": 50, "testImages": 10,
                        "splitSeed": 1, "architecture": "resnet50", "width": 0.5, "depth": "TINY",
                        "form": "SMALL", "epochs": 2, "batchSize": 10,
                        "optimizer": {"type": "SGD", "learningRate": 0.01, "momentum": 0.5},
                        "screening": {"afterEpoch": 1, "minAccuracy": 0.25}, "fitnessSplit": "VALIDATION",
                        "reportTest": true}}""";

    private static final String BENCHMARK = """
            {"name": "n", "preset": "quick", "activations": ["eelu-1", "x*tanh(exp(x))"], "baselines": ["relu"],
             "best": [], "control": "relu", "architectures": ["afos-base"], "datasets": ["fashion-mnist-mini"],
             "seeds": [1, 2], "recipe": {"trainImages": 100, "validationImages": 50, "epochs": 2},
             "overrides": {"architectures": {"afos-base": {"epochs": 3}}, "datasets": {"mnist": {"epochs": 4}}},
             "cells": [{"activation": "relu", "architecture": "afos-base", "dataset": "fashion-mnist-mini", "seed": 1}],
             "exclude": [{"seed": 2}], "metric": "ACCURACY",
             "budget": {"maxTrainings": 10, "maxTrainingSeconds": 100}, "priority": 1}""";

    private static final List<String> PATHS = List.of(
            "/api/v1/searches",
            "/api/v1/searches/{id}",
            "/api/v1/searches/{id}/generations",
            "/api/v1/searches/{id}/candidates",
            "/api/v1/searches/{id}/candidates/{x}",
            "/api/v1/searches/{id}/candidates/{x}/lineage",
            "/api/v1/searches/{id}/pause",
            "/api/v1/searches/{id}/resume",
            "/api/v1/searches/{x}/cancel",
            "/api/v1/searches/{x}",
            "/api/v1/benchmarks",
            "/api/v1/benchmarks/presets",
            "/api/v1/benchmarks/{b}",
            "/api/v1/benchmarks/{b}/cells",
            "/api/v1/benchmarks/{b}/report",
            "/api/v1/benchmarks/{b}/extend",
            "/api/v1/benchmarks/{b}/retry",
            "/api/v1/benchmarks/{b}/clone",
            "/api/v1/benchmarks/{b}/pause",
            "/api/v1/benchmarks/{x}/report",
            "/api/v1/evaluations/{x}",
            "/api/v1/activations/{x}",
            "/api/v1/activations/{x}/evaluations",
            "/api/v1/activations/00000000000000000000000000000000/evaluations",
            "/api/v1/leaderboard",
            "/api/v1/leaderboard/contexts",
            "/api/v1/leaderboard/overall",
            "/api/v1/workers",
            "/api/v1/catalog/functions",
            "/api/v1/catalog/{x}",
            "/v3/api-docs/{x}",
            "/{x}");

    private static final List<String> PARAMETERS = List.of(
            "state",
            "strategy",
            "dataset",
            "architecture",
            "cursor",
            "limit",
            "generation",
            "operator",
            "sort",
            "recipe",
            "metric",
            "format",
            "unknown");

    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD");

    @LocalServerPort
    private int port;

    @Test
    void theUndamagedRequestIsAccepted() {
        assertThat(service().post("/api/v1/searches", VALID).status()).isEqualTo(202);
        assertThat(service().post("/api/v1/benchmarks", BENCHMARK).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/plain", "a/b;c"})
    void onlyJsonIsRead(String contentType) {
        for (String path : List.of(
                "/api/v1/searches", "/api/v1/searches/estimate", "/api/v1/benchmarks", "/api/v1/benchmarks/1/clone")) {
            HttpRequest request = service()
                    .request(path)
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            assertThat(service().send(request).status()).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedSearchesAreRefusedByTheirField(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String body = HostileInput.damaged(VALID, random);
            Reply reply = service().post("/api/v1/searches", body);
            assertIsAnAnswerOrAProblem(reply, body);
            if (reply.status() == 400) {
                assertThat(reply.json().get("errors"))
                        .as(reply.body())
                        .isNotEmpty()
                        .allSatisfy(error -> {
                            String message = error.get("message").asString();
                            assertThat(message).isNotBlank();
                            assertThat(error.get("field").asString().isEmpty())
                                    .isEqualTo(message.startsWith("The body "));
                        });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damagedBenchmarksAreRefusedByTheirField(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String body = HostileInput.damaged(BENCHMARK, random);
            Reply reply = service().post("/api/v1/benchmarks", body);
            assertIsAnAnswerOrAProblem(reply, body);
            if (reply.status() == 400) {
                assertThat(reply.json().get("errors")).as(reply.body()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void brokenTextIsRefusedByItsPlace(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 75; i++) {
            byte[] body = VALID.getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(body.length);
            switch (random.nextInt(3)) {
                case 0 -> body = java.util.Arrays.copyOf(body, at);
                case 1 -> body[at] = (byte) random.nextInt(256);
                default -> random.nextBytes(body);
            }
            Reply reply = service()
                    .send(service()
                            .request("/api/v1/searches")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build());
            assertIsAnAnswerOrAProblem(reply, new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomRequestsOverAllAddressesAreAnsweredOrRefused(long seed) {
        long search = service().submit(Requests.one());
        long benchmark = service().submitBenchmark(BENCHMARK);
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String path = HostileInput.pick(PATHS, random)
                    .replace("{id}", Long.toString(search))
                    .replace("{b}", Long.toString(benchmark))
                    .replace("{x}", HostileInput.encoded(HostileInput.pick(HostileInput.TEXTS, random)));
            var query = new ArrayList<String>();
            for (int p = random.nextInt(4); p > 0; p--) {
                query.add(HostileInput.pick(PARAMETERS, random) + "="
                        + HostileInput.encoded(HostileInput.pick(HostileInput.TEXTS, random)));
            }
            String address = query.isEmpty() ? path : path + "?" + String.join("&", query);
            String method = HostileInput.pick(METHODS, random);
            HttpRequest.Builder request = serviceAs(ServiceClient.ADMINISTRATOR)
                    .request(address)
                    .header(
                            "Content-Type",
                            HostileInput.pick(List.of("application/json", "text/plain", "a/b;c", "*/*"), random))
                    .header(
                            "Accept",
                            HostileInput.pick(List.of("*/*", "application/json", "image/png", "a/b;c"), random))
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(
                                    random.nextBoolean() ? "" : HostileInput.pick(HostileInput.VALUES, random)));

            assertIsAnAnswerOrAProblem(service().send(request.build()), method + " " + address);
        }
    }

    @Test
    void eventsOfNoJobAreRefused() {
        Reply reply = service().get("/api/v1/events?job=1&job=");

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString()).contains("job");
    }

    /** The short form of {@link HostileMeasurement}. */
    @Test
    void requestsOverEveryAddressOfTheDescriptionAreAnsweredOrRefused() {
        var api = new HostileApi(service().read("/v3/api-docs"));
        var keys = Arrays.asList(
                null,
                ServiceClient.READER,
                ServiceClient.WORKER,
                ServiceClient.SUBMITTER,
                ServiceClient.IMPORTER,
                ServiceClient.ADMINISTRATOR);
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            HttpRequest request = api.next(port, keys, random);
            if (!request.uri().getPath().equals("/api/v1/events")) {
                assertIsAnAnswerOrAProblem(service().send(request), request.method() + " " + request.uri());
            }
        }
        assertThat(api.operations()).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/searches?x=|{} HTTP/1.1",
                "GET /api/v1/searches/%00 HTTP/1.1",
                "GET /api/v1/searches;x=1/1 HTTP/1.1",
                "GET /api/v1//searches HTTP/1.1",
                "GET /api/v1/searches/%2e%2e/x HTTP/1.1",
                "GET /api/v1/searches/%zz HTTP/1.1",
                "GET /api/v1/searches?limit=%zz HTTP/1.1",
                "GET /api/v1/searches?state=%ff%fe HTTP/1.1",
                "GET /api/v1/searches?% HTTP/1.1",
                "GARBAGE",
                "FOO /api/v1/searches HTTP/1.1",
                "TRACE /api/v1/searches HTTP/1.1",
                "GET /error HTTP/1.1",
                "GET /actuator/heapdump HTTP/1.1",
                "GET http://elsewhere/api HTTP/1.1\r\nX-\u0001: bad",
                "POST /api/v1/searches HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: abc"
            })
    void whatIsHardlyHttpIsRefusedAsAProblemToo(String head) throws IOException {
        String answer = raw(head + "\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer).contains("\"detail\"");
        assertTellsNothingOfTheInside(answer.substring(answer.indexOf("\r\n\r\n")), head);
    }

    @ParameterizedTest
    @CsvSource({"[, ''", "'{\"strategy\":', ''"})
    void aBodyThatIsNestedWithoutEndIsRefused(String opening, String closing) {
        Reply reply = service().post("/api/v1/searches", opening.repeat(60_000) + closing);

        assertThat(reply.status()).isEqualTo(400);
        assertIsAnAnswerOrAProblem(reply, opening);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String name = "n".repeat(1_100_000);

        assertThat(service()
                        .post("/api/v1/searches", "{\"name\": \"" + name + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private String raw(String head) throws IOException {
        String[] lines = head.split("\r\n", 2);
        String headers =
                "\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-API-Key: %s\r\n".formatted(ServiceClient.ADMINISTRATOR);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((lines[0] + headers + lines[1] + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
