package io.afos.api.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Speaks HTTP with the service. */
public final class ServiceClient {

    public static final String READER = "key of the reader";
    public static final String WORKER = "key of the worker";
    public static final String SUBMITTER = "key of the submitter";
    public static final String IMPORTER = "key of the importer";
    public static final String ADMINISTRATOR = "key of the administrator";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final String key;

    public ServiceClient(int port, String key) {
        this.port = port;
        this.key = key;
    }

    public int port() {
        return port;
    }

    /** An answer. */
    public record Reply(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key);
    }

    public Reply send(HttpRequest request) {
        try {
            return new Reply(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Reply get(String path) {
        return send(request(path).build());
    }

    public JsonNode read(String path) {
        Reply reply = get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    public Reply post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Submits a search and gives its number. */
    public long submit(String search) {
        Reply reply = post("/api/v1/searches", search);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().get("id").asLong();
    }

    /** Submits a benchmark and gives its number. */
    public long submitBenchmark(String benchmark) {
        Reply reply = post("/api/v1/benchmarks", benchmark);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().get("id").asLong();
    }

    public JsonNode benchmark(long id) {
        return read("/api/v1/benchmarks/" + id);
    }

    public JsonNode awaitBenchmark(long id, String state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .untilAsserted(() -> assertThat(benchmark(id).get("state").asString())
                        .as(benchmark(id).toString())
                        .isEqualTo(state));
        return benchmark(id);
    }

    public JsonNode search(long id) {
        return read("/api/v1/searches/" + id);
    }

    public Reply control(long id, String action) {
        return post("/api/v1/searches/%d/%s".formatted(id, action), "");
    }

    public JsonNode awaitState(long id, String state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .untilAsserted(() -> assertThat(search(id).get("state").asString())
                        .as(search(id).toString())
                        .isEqualTo(state));
        return search(id);
    }

    /** All items of a list, page by page. */
    public List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        String separator = path.contains("?") ? "&" : "?";
        JsonNode page = read(path);
        while (true) {
            page.get("items").forEach(items::add);
            JsonNode next = page.get("next");
            if (next == null || next.isNull()) {
                return items;
            }
            page = read(path + separator + "cursor=" + next.asString());
        }
    }
}
