package io.afos.api.standalone;

import io.afos.api.ApiService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service in a process of its own, as a user starts it, on a machine whose language has another small I. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneServiceTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path parent;

    private static Path directory;
    private static int port;
    private static Process service;

    @BeforeAll
    static void start() throws IOException {
        directory = parent.resolve("data");
        port = freePort();
        service = launch("service", directory, port);
        await().atMost(LIMIT).until(() -> !service.isAlive() || isHealthy());
        assertThat(service.isAlive()).as(() -> output("service")).isTrue();
    }

    @AfterAll
    static void leaveNothing() throws InterruptedException {
        service.destroy();
        if (!service.waitFor(60, TimeUnit.SECONDS)) {
            service.destroyForcibly();
        }
    }

    @Test
    @Order(1)
    void asksForNoKey() throws Exception {
        assertThat(get("/v3/api-docs").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void refusesALargeBodyOfUntoldLength() throws Exception {
        byte[] large = new byte[2_000_000];
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/searches"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();

        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    @Order(2)
    void refusesASecondCopyOfTheSameDirectoryInOneLine() throws Exception {
        Process second = launch("second", directory, freePort());

        assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second"))
                .containsOnlyOnce("AFOS is already running in %s (process %d).".formatted(directory, service.pid()))
                .doesNotContain("\tat ");
        assertThat(isHealthy()).isTrue();
    }

    @Test
    @Order(2)
    void refusesATakenPortBeforeItStartsAnything() throws Exception {
        Path other = parent.resolve("other");
        Process second = launch("other", other, port);

        assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("other"))
                .containsOnlyOnce("Port %d of 127.0.0.1 is in use by another program.".formatted(port))
                .doesNotContain("\tat ");
        assertThat(other.resolve("postgres")).doesNotExist();
        assertThat(isHealthy()).isTrue();
    }

    @Test
    @Order(3)
    void endsInOrderWhenToldTo() throws Exception {
        List<ProcessHandle> started = new ArrayList<>(service.descendants().toList());
        started.add(server());

        service.destroy();

        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(143);
        await().atMost(LIMIT).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(directory.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
        assertThat(output("service")).doesNotContain(" ERROR ", "\tat ");
    }

    private static Process launch(String name, Path directory, int port) throws IOException {
        return WorkerCommand.java(
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        ApiService.class.getName(),
                        "--spring.profiles.active=standalone",
                        "--afos.standalone.directory=" + directory,
                        "--afos.standalone.workers=0",
                        "--afos.standalone.demonstration=false",
                        "--server.port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve(name + ".log").toFile())
                .start();
    }

    private static String output(String name) {
        return org.assertj.core.util.Files.contentOf(
                parent.resolve(name + ".log").toFile(), "UTF-8");
    }

    private static ProcessHandle server() throws IOException {
        Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .orElseThrow();
    }

    private static boolean isHealthy() {
        try {
            return get("/actuator/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
