package io.afos.api.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends each message over a new connection to a checked address. Reads only the head of the response. Does not follow
 * redirects, since they would lead to an address that the user did not specify.
 */
@Component
class Sender {

    private static final int MAX_ERROR = 300;

    /** The maximum size of a response head; without a limit, an endless line would exhaust the memory. */
    private static final Http1Config HEAD =
            Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build();

    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "webhook-timeout");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration timeout;
    private final Clock clock;

    Sender(WebhookProperties properties, Clock clock) {
        this.timeout = properties.timeout();
        this.clock = clock;
        var limit = Timeout.of(timeout);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HEAD)
                                .build())
                        .setDnsResolver(new ReachableAddresses(properties.allowPrivateNetworks()))
                        .setMaxConnTotal(properties.concurrency())
                        .setMaxConnPerRoute(properties.concurrency())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(limit)
                                .setSocketTimeout(limit)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("AFOS")
                .build();
    }

    DeliveryAttempt send(Message message) {
        Instant begun = clock.instant();
        long nanos = System.nanoTime();
        var request = new HttpPost(message.url());
        request.setEntity(new StringEntity(message.body(), ContentType.APPLICATION_JSON));
        request.setHeader("webhook-id", message.id());
        request.setHeader("webhook-timestamp", Long.toString(begun.getEpochSecond()));
        request.setHeader(
                "webhook-signature", message.secret().sign(message.id(), begun.getEpochSecond(), message.body()));
        @Nullable Integer status = null;
        @Nullable String error = null;
        var end = watch.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (var response = client.executeOpen(null, request, null)) {
            status = response.getCode();
            // Otherwise closing would read the rest of the response.
            request.cancel();
        } catch (IOException | RuntimeException e) {
            error = status != null
                    ? null
                    : request.isCancelled()
                            ? String.format(Locale.ROOT, "no response within %d s", timeout.toSeconds())
                            : reason(e);
        } finally {
            end.cancel(false);
        }
        return new DeliveryAttempt(begun, status, (System.nanoTime() - nanos) / 1e9, error);
    }

    private static String reason(Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        // The message may quote the receiver, including characters that the database cannot store.
        String text = reason.replaceAll("\\p{Cntrl}", " ");
        return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
    }

    /** Aborts attempts in progress. */
    @PreDestroy
    void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
