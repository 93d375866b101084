package io.afos.api.standalone;

import io.afos.api.ApiService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A standalone service and its workers, in processes of their own. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServiceProcess start(Path directory) throws IOException {
        return start(directory, freePort());
    }

    static ServiceProcess start(Path directory, int port) throws IOException {
        return start(directory, port, 2);
    }

    public static ServiceProcess start(Path directory, int port, int workers) throws IOException {
        Process process = WorkerCommand.java(
                        "-XX:TieredStopAtLevel=1",
                        ApiService.class.getName(),
                        "--spring.profiles.active=standalone",
                        "--afos.standalone.directory=" + directory,
                        "--afos.standalone.workers=" + workers,
                        "--afos.standalone.demonstration=false",
                        "--afos.evaluation.lease=12s",
                        "--afos.evaluation.grace=1s",
                        "--afos.evaluation.sweep-interval=500ms",
                        "--server.port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile()))
                .start();
        var service = new ServiceProcess(process, port);
        await().atMost(LIMIT).until(() -> !process.isAlive() || service.isHealthy());
        assertThat(process.isAlive()).as("the service has started").isTrue();
        return service;
    }

    /** The id of the submitted search. */
    long submit(String request) {
        JsonNode search = send(HttpRequest.newBuilder(uri("/api/v1/searches"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request)));
        return search.get("id").longValue();
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    JsonNode status(long search) {
        return get("/api/v1/searches/" + search);
    }

    int evaluations(long search, String state) {
        return status(search).at("/progress/evaluations/" + state).intValue();
    }

    void awaitCompletion(long search) {
        await().atMost(LIMIT)
                .until(() -> !status(search).get("state").stringValue().equals("RUNNING"));
        assertThat(status(search).get("state").stringValue())
                .as(() -> status(search).toString())
                .isEqualTo("COMPLETED");
    }

    List<ProcessHandle> workers() {
        return process.children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info().commandLine().orElse("").contains("TrainerWorker"))
                .toList();
    }

    /** SIGKILL; returns when the service and its workers are gone. */
    public void kill() {
        List<ProcessHandle> workers = workers();
        process.destroyForcibly();
        await().atMost(LIMIT).until(() -> !process.isAlive() && workers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(LIMIT).until(() -> !process.isAlive());
    }

    private boolean isHealthy() {
        try {
            return get("/actuator/health/readiness").path("status").asString("").equals("UP");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            var response =
                    HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("the service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
