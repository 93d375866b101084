package io.afos.api.event;

import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads a stream of server-sent events as the HTML standard says, until it is closed or the service ends it. */
final class Watcher implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An event as it was received. */
    record Told(String id, String kind, JsonNode data) {}

    private final HttpResponse<InputStream> response;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile String lastId = "";
    private volatile boolean endedWell;

    private Watcher(HttpResponse<InputStream> response) {
        this.response = response;
        this.reader = new Thread(this::read, "watcher");
        reader.setDaemon(true);
    }

    /** Begins to watch, and waits until the service has said where the stream stands. */
    static Watcher open(ServiceClient service, String query, @Nullable String lastId) {
        HttpRequest.Builder request = service.request("/api/v1/events" + query).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            var watcher = new Watcher(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
            assertThat(watcher.response.statusCode()).isEqualTo(200);
            watcher.reader.start();
            SystemTest.eventually(() -> assertThat(watcher.lastId).isNotEmpty());
            return watcher;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    List<Told> told(String kind) {
        return told.stream().filter(event -> event.kind.equals(kind)).toList();
    }

    List<String> comments() {
        return List.copyOf(comments);
    }

    String lastId() {
        return lastId;
    }

    boolean hasEnded() {
        return !reader.isAlive();
    }

    /** Whether the service has ended the stream as it should, instead of breaking it off. */
    boolean hasEndedWell() {
        return endedWell;
    }

    @Override
    public void close() {
        try {
            response.body().close();
            reader.join();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String kind = "message";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments.add(line.substring(1).strip());
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data += line.substring(6);
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        told.add(new Told(id, kind, JSON.readTree(data)));
                    }
                    lastId = id;
                    kind = "message";
                    data = "";
                } else {
                    assertThat(line).isEqualTo("retry: 2000");
                }
            }
            endedWell = true;
        } catch (IOException broken) {
            Thread.yield();
        }
    }
}
