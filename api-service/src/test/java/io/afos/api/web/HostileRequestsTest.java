package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, the answer is a problem that says what is wrong, and tells nothing of the inside. */
class HostileRequestsTest extends SystemTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    private static final List<String> HOSTILE_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "99999999999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "2147483648",
            "\"\"",
            "\"a\\u0000b\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-5\"",
            "\"\\ud800\"",
            "\"\\u202e\\ufeff\"",
            "\"'; drop table job; --\"",
            "\"%s%n\"",
            "\"${jndi:ldap://x}\"",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "[null]",
            "[\"relu\", null, 3]",
            "{\"type\": \"x\"}",
            "{\"type\": \"random\", \"candidates\": 1e9}",
            "{\"a\": {\"b\": {\"c\": {}}}}",
            "\"" + "long".repeat(3_000) + "\"",
            "[" + "\"x\",".repeat(5_000) + "\"x\"]",
            "[".repeat(100) + "]".repeat(100),
            "1" + "0".repeat(900));

    private static final List<String> HOSTILE_TEXT = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "NaN",
            "abc",
            "99999999999999999999",
            "2147483647",
            "-2147483648",
            "9223372036854775807",
            "\0",
            "a\0b",
            "'",
            "\"",
            "%",
            "%00",
            "\u00e4\u4e16\ud83d\ude00",
            "\ud800",
            "../../etc/passwd",
            "<script>",
            "RUNNING",
            "running",
            "null",
            "a".repeat(3_000),
            "bnVsbA",
            "MHwwfDA",
            "MHxhAGJ8MA",
            "SW5maW5pdHl8MA",
            "TmFOfDA",
            "MjE0NzQ4MzY0Nw",
            "MjE0NzQ4MzY0Ng",
            "LTIxNDc0ODM2NDg",
            "OTIyMzM3MjAzNjg1NDc3NTgwNw",
            "MHwwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMHw5MjIzMzcyMDM2ODU0Nzc1ODA3",
            "====",
            "_-_-");

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
            JsonNode search = JSON.readTree(VALID);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                damage(search, random);
            }
            String body = search.toString();
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
            JsonNode benchmark = JSON.readTree(BENCHMARK);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                damage(benchmark, random);
            }
            String body = benchmark.toString();
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
            String path = pick(PATHS, random)
                    .replace("{id}", Long.toString(search))
                    .replace("{b}", Long.toString(benchmark))
                    .replace("{x}", encoded(pick(HOSTILE_TEXT, random)));
            var query = new ArrayList<String>();
            for (int p = random.nextInt(4); p > 0; p--) {
                query.add(pick(PARAMETERS, random) + "=" + encoded(pick(HOSTILE_TEXT, random)));
            }
            String address = query.isEmpty() ? path : path + "?" + String.join("&", query);
            String method = pick(METHODS, random);
            HttpRequest.Builder request = serviceAs(ServiceClient.ADMINISTRATOR)
                    .request(address)
                    .header("Content-Type", pick(List.of("application/json", "text/plain", "a/b;c", "*/*"), random))
                    .header("Accept", pick(List.of("*/*", "application/json", "image/png", "a/b;c"), random))
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(
                                    random.nextBoolean() ? "" : pick(HOSTILE_JSON, random)));

            assertIsAnAnswerOrAProblem(service().send(request.build()), method + " " + address);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name | \"a\\u0000b\" | name",
                "seed | 1.5 | seed",
                "seed | 1e30 | seed",
                "seed | \"1\" | seed",
                "priority | 101 | priority",
                "baselines | [\"relu\", \"nothing\"] | baselines[1]",
                "baselines | [null] | baselines[0]",
                "baselines | \"relu\" | baselines",
                "unknown | 1 | unknown",
                "strategy | {\"type\": \"magic\"} | strategy.type",
                "strategy | {} | strategy.type",
                "strategy | \"x\" | strategy.type",
                "strategy | [] | strategy",
                "strategy | 5 | strategy.type",
                "recipe | \"\" | recipe",
                "space | {\"unaries\": {}} | space.unaries",
                "strategy | {\"type\": \"afos\", \"population\": 1} | strategy.population",
                "strategy | {\"type\": \"afos\", \"population\": 30.5} | strategy.population",
                "strategy | {\"type\": \"afos\", \"population\": 10, \"elites\": 5} | strategy.elites",
                "strategy | {\"type\": \"afos\", \"crossoverProbability\": \"NaN\"} | strategy.crossoverProbability",
                "strategy | {\"type\": \"afos\", \"mutationProbability\": 1e400} | strategy.mutationProbability",
                "strategy | {\"type\": \"random\", \"candidates\": 100001} | strategy.candidates",
                "strategy | {\"type\": \"random\", \"population\": 5} | strategy.population",
                "strategy | {\"type\": \"exhaustive\"} | space",
                "strategy | {\"type\": \"exhaustive\", \"candidates\": 5} | strategy.candidates",
                "strategy | {\"type\": \"evolution\", \"population\": 1} | strategy.population",
                "strategy | {\"type\": \"evolution\", \"sample\": 0} | strategy.sample",
                "strategy | {\"type\": \"evolution\", \"concurrency\": 1001} | strategy.concurrency",
                "strategy | {\"type\": \"evolution\", \"crossoverProbability\": -0.1} | strategy.crossoverProbability",
                "strategy | {\"type\": \"evolution\", \"candidates\": \"many\"} | strategy.candidates",
                "strategy | {\"type\": \"surrogate\", \"batch\": 0} | strategy.batch",
                "strategy | {\"type\": \"surrogate\", \"batch\": 5, \"concurrency\": 4} | strategy.batch",
                "strategy | {\"type\": \"surrogate\", \"initial\": 1} | strategy.initial",
                "strategy | {\"type\": \"surrogate\", \"population\": 5} | strategy.population",
                "strategy | {\"type\": \"asha\", \"reduction\": 1} | strategy.reduction",
                "strategy | {\"type\": \"asha\", \"minEpochs\": 0} | strategy.minEpochs",
                "strategy | {\"type\": \"asha\", \"minEpochs\": 15} | strategy.minEpochs",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"asha\"}} | strategy.strategy.type",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"exhaustive\"}} | space",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"afos\", \"elites\": 400}} | strategy.strategy.elites",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"evolution\", \"sample\": 0}} | strategy.strategy.sample",
                "space | {\"preset\": \"nothing\"} | space.preset",
                "space | {\"unaries\": []} | space.unaries",
                "space | {\"unaries\": [\"x\", \"y\"]} | space.unaries[1]",
                "space | {\"binaries\": [null]} | space.binaries[0]",
                "space | {\"shapes\": [4]} | space.shapes[0]",
                "space | {\"shapes\": [3, 3]} | space",
                "recipe | {\"dataset\": \"CIFAR 10\"} | recipe.dataset",
                "recipe | {\"dataset\": \"\"} | recipe.dataset",
                "recipe | {\"dataset\": \"fashion-mnist-mini\", \"validationImages\": 10000} | recipe.validationImages",
                "recipe | {\"dataset\": \"beans\", \"validationImages\": 134} | recipe.validationImages",
                "recipe | {\"dataset\": \"folder:../etc\", \"validationImages\": 1} | recipe.dataset",
                "recipe | {\"dataset\": \"folder:\", \"validationImages\": 1} | recipe.dataset",
                "recipe | {\"dataset\": \"folder:leaves\"} | recipe.validationImages",
                "recipe | {\"imageSize\": 7} | recipe.imageSize",
                "recipe | {\"imageSize\": 513} | recipe.imageSize",
                "recipe | {\"augmentation\": \"ALL\"} | recipe.augmentation",
                "recipe | {\"normalization\": 1} | recipe.normalization",
                "recipe | {\"contentSha256\": \"abc\"} | recipe.contentSha256",
                "recipe | {\"architecture\": \"RESNET\"} | recipe.architecture",
                "recipe | {\"depth\": \"TINY\"} | recipe.depth",
                "recipe | {\"depth\": \"DEEP\"} | recipe.depth",
                "recipe | {\"architecture\": \"cct-7-3x1\", \"form\": \"LARGE\"} | recipe.form",
                "recipe | {\"architecture\": \"alexnet\", \"form\": \"LARGE\"} | recipe.architecture",
                "recipe | {\"width\": 0} | recipe.width",
                "recipe | {\"width\": \"NaN\"} | recipe.width",
                "recipe | {\"epochs\": 1001} | recipe.epochs",
                "recipe | {\"batchSize\": 0} | recipe.batchSize",
                "recipe | {\"optimizer\": {\"type\": \"SGDX\"}} | recipe.optimizer.type",
                "recipe | {\"optimizer\": {\"type\": 0}} | recipe.optimizer.type",
                "recipe | {\"optimizer\": {\"learningRate\": 0}} | recipe.optimizer.learningRate",
                "recipe | {\"optimizer\": {\"momentum\": 1}} | recipe.optimizer.momentum",
                "recipe | {\"screening\": {\"minAccuracy\": 2}} | recipe.screening.minAccuracy",
                "recipe | {\"fitnessSplit\": \"TRAIN\"} | recipe.fitnessSplit",
                "recipe | {\"fitnessSplit\": 1} | recipe.fitnessSplit",
                "recipe | {\"reportTest\": \"yes\"} | recipe.reportTest",
                "recipe | {\"reportTest\": 1} | recipe.reportTest",
                "recipe | {\"trainImages\": 0} | recipe.trainImages",
                "recipe | [] | recipe"
            })
    void everyRejectionNamesItsField(String member, String value, String field) {
        Reply reply = service().post("/api/v1/searches", "{\"%s\": %s}".formatted(member, value.replace('`', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertIsAnAnswerOrAProblem(reply, value);
        assertThat(reply.json().get("errors"))
                .as(reply.body())
                .extracting(error -> error.get("field").asString())
                .containsOnly(field);
        assertThat(reply.json().get("detail").asString()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/searches?state=DONE, state, 'must be one of RUNNING, PAUSED, COMPLETED, FAILED, CANCELLED'",
        "/api/v1/searches?limit=0, limit, must be greater than or equal to 1",
        "/api/v1/searches?limit=201, limit, must be less than or equal to 200",
        "/api/v1/searches?limit=ten, limit, must be a whole number",
        "/api/v1/searches?cursor=!!, cursor, is not a cursor of this list; start again without one",
        "/api/v1/searches?dataset=%00, dataset, 'must be 1 to 64 lower-case letters, digits or hyphens'",
        "/api/v1/searches/x, id, must be a whole number",
        "/api/v1/leaderboard?metric=BEST, metric, 'must be one of FITNESS, ACCURACY, LOSS'",
        "/api/v1/leaderboard?recipe=abc, recipe, must be 64 lower-case hexadecimal digits",
        "/api/v1/activations/abc, fingerprint, must be 32 lower-case hexadecimal digits"
    })
    void everyParameterIsRefusedByItsName(String address, String field, String message) {
        Reply reply = service().get(address);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(reply.json().at("/errors/0/message").asString()).isEqualTo(message);
        assertThat(reply.json().get("detail").asString()).isEqualTo(field + " " + message);
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

    private static void assertIsAnAnswerOrAProblem(Reply reply, String request) {
        String said = "%d %s%nto %s"
                .formatted(reply.status(), reply.body(), request.substring(0, Math.min(2_000, request.length())));
        assertThat(reply.status()).as(said).isBetween(200, 499);
        if (reply.status() >= 400 && !reply.response().request().method().equals("HEAD")) {
            assertThat(reply.header("Content-Type")).as(said).startsWith("application/problem+json");
            assertThat(reply.json().get("status").asInt()).as(said).isEqualTo(reply.status());
            assertThat(reply.json().get("detail").asString())
                    .as(said)
                    .isNotBlank()
                    .hasSizeLessThan(1_000);
            assertTellsNothingOfTheInside(reply.body(), said);
        }
    }

    private static void assertTellsNothingOfTheInside(String answer, String said) {
        assertThat(answer)
                .as(said)
                .doesNotContain(
                        "Exception",
                        "java.",
                        "io.afos",
                        "org.",
                        "jackson",
                        "\\tat ",
                        "SQL",
                        "jdbc",
                        "JsonToken",
                        "Tomcat",
                        "hibernate",
                        "REDACTED");
    }

    private static void damage(JsonNode root, Random random) {
        var containers = new ArrayList<ContainerNode<?>>();
        collect(root, containers);
        ContainerNode<?> container = pick(containers, random);
        JsonNode value = JSON.readTree(pick(HOSTILE_JSON, random));
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            names.add("unknown");
            String name = pick(names, random);
            if (random.nextInt(8) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
