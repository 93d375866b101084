package io.afos.api.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One attempt, whatever the receiver does. */
class SenderTest {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Secret SECRET = Secret.generate();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Sender sender = new Sender(WebhookUrlTest.properties(true), Clock.systemUTC());
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        answer("/ok", exchange -> exchange.sendResponseHeaders(204, -1));
        answer("/error", exchange -> exchange.sendResponseHeaders(500, -1));
        answer("/gone", exchange -> exchange.sendResponseHeaders(410, -1));
        answer("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/ok");
            exchange.sendResponseHeaders(307, -1);
        });
        answer("/silent", exchange -> await(over));
        answer("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write(new byte[10_000]);
                }
            }
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        sender.close();
        receiver.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theMessageComesSigned() {
        DeliveryAttempt attempt = sender.send(message("/ok"));

        assertThat(attempt.status()).isEqualTo(204);
        assertThat(attempt.error()).isNull();
        assertThat(attempt.delivered()).isTrue();
        assertThat(asked).containsExactly("POST /ok {\"a\":\"\u00e4\"}");
        String timestamp = Long.toString(attempt.begunAt().getEpochSecond());
        assertThat(heads)
                .containsExactly("msg_%s %s %s application/json; charset=UTF-8"
                        .formatted(
                                ID,
                                timestamp,
                                SECRET.sign("msg_" + ID, Long.parseLong(timestamp), "{\"a\":\"\u00e4\"}")));
    }

    @Test
    void whatIsNoSuccessIsNotDelivered() {
        assertThat(sender.send(message("/error")).delivered()).isFalse();
        assertThat(sender.send(message("/nothing")).status()).isEqualTo(404);
        assertThat(sender.send(message("/gone")).unwanted()).isTrue();
    }

    @Test
    void noRedirectIsFollowed() {
        DeliveryAttempt attempt = sender.send(message("/elsewhere"));

        assertThat(attempt.status()).isEqualTo(307);
        assertThat(attempt.delivered()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeft() {
        DeliveryAttempt attempt = sender.send(message("/silent"));

        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).isEqualTo("no response within 2 s");
    }

    @Test
    void anEndlessAnswerIsNotRead() {
        assertThat(sender.send(message("/endless")).delivered()).isTrue();
    }

    @Test
    void ofAHeadWithoutAnEndOnlySoMuchIsRead() throws IOException {
        assertThat(answeredBy("HTTP/1.1 200 OK\r\nX: ", "x".repeat(10_000)).error())
                .isEqualTo("Maximum line length limit exceeded");
        assertThat(answeredBy("HTTP/1.1 200 ", "K".repeat(10_000)).error())
                .isEqualTo("Maximum line length limit exceeded");
        assertThat(answeredBy("HTTP/1.1 200 OK\r\n", "X: x\r\n".repeat(1_000)).error())
                .isEqualTo("Maximum header count exceeded");
        assertThat(answeredBy("", "HTTP/1.1 102 Processing\r\n\r\n").error()).isEqualTo("no response within 2 s");
        assertThat(answeredBy("", "\0\r\n").error()).isNotBlank().doesNotContain("\0");
    }

    /** An attempt at a receiver that answers with a beginning, and then with the same again and again. */
    private DeliveryAttempt answeredBy(String beginning, String repeated) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (var socket = server.accept()) {
                    OutputStream out = socket.getOutputStream();
                    out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
                    byte[] more = repeated.getBytes(StandardCharsets.ISO_8859_1);
                    while (over.getCount() > 0) {
                        out.write(more);
                    }
                } catch (IOException left) {
                    asked.add("left");
                }
            });
            URI url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
            return sender.send(new Message(1, 1, url, SECRET, ID, "{}"));
        }
    }

    @Test
    void aPortWhereNobodyListensIsAnError() {
        receiver.stop(0);

        DeliveryAttempt attempt = sender.send(message("/ok"));

        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).contains("refused");
    }

    @Test
    void aNameThatDoesNotExistIsAnError() {
        DeliveryAttempt attempt =
                sender.send(new Message(1, 1, URI.create("http://nowhere.invalid/"), SECRET, ID, "{}"));

        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).contains("nowhere.invalid");
    }

    @Test
    void aNameThatStandsForThisMachineIsNotConnectedToUnlessAllowed() {
        Sender guarded = new Sender(WebhookUrlTest.properties(false), Clock.systemUTC());
        int port = receiver.getAddress().getPort();

        for (String host : List.of("localhost", "127.0.0.1")) {
            DeliveryAttempt attempt = guarded.send(
                    new Message(1, 1, URI.create("http://%s:%d/ok".formatted(host, port)), SECRET, ID, "{}"));

            assertThat(attempt.status()).isNull();
            assertThat(attempt.error()).contains("not a public internet address");
        }
        guarded.close();
        assertThat(asked).isEmpty();
    }

    private Message message(String path) {
        URI url = URI.create(
                "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path));
        return new Message(1, 1, url, SECRET, ID, "{\"a\":\"\u00e4\"}");
    }

    private void answer(String path, HttpHandler handler) {
        receiver.createContext(path, exchange -> {
            try (exchange) {
                note(exchange);
                handler.handle(exchange);
            }
        });
    }

    private void note(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add("%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        var headers = exchange.getRequestHeaders();
        heads.add(String.join(
                " ",
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                headers.getFirst("Content-Type")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
