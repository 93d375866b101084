package io.afos.api.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.afos.api.messaging.HostileMessages;
import io.afos.api.system.Measurement;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hostile requests and messages beside a user who means well: no answer of 500, no stack trace in answers or log, no stall of the
 * user, and memory that does not grow. {@code -Dafos.hostile.requests=100000 -Dafos.hostile.messages=10000 -Dafos.hostile.seed=1}.
 */
@TestPropertySource(properties = "afos.security.refusal-delay=10ms")
class HostileMeasurement extends Measurement {

    private static final int REQUESTS = Integer.getInteger("afos.hostile.requests", 100_000);
    private static final int MESSAGES = Integer.getInteger("afos.hostile.messages", 10_000);
    private static final long SEED = Long.getLong("afos.hostile.seed", 1);
    private static final int SENDERS = 8;
    private static final int ROUNDS = 10;

    private static final List<String> KEYS = Collections.unmodifiableList(Arrays.asList(
            null,
            "a wrong key",
            ServiceClient.READER,
            ServiceClient.WORKER,
            ServiceClient.SUBMITTER,
            ServiceClient.IMPORTER,
            ServiceClient.ADMINISTRATOR));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger traces = new AtomicInteger();

    @Test
    void measure() throws Exception {
        watchTheLog();
        var user = new ServiceClient(port(), ServiceClient.SUBMITTER);
        ScriptedWorker worker = ScriptedWorker.start(installation().broker(), "worker-1", Scripts.train());
        report("before", user);
        double heap = heapMiB();
        for (int round = 1; round <= ROUNDS; round++) {
            int seedOfRound = round;
            var over = new AtomicBoolean();
            try (var threads = new Threads()) {
                var told = threads.start(() -> send(MESSAGES / ROUNDS, SEED * 1_000 + seedOfRound));
                List<Future<?>> senders = new ArrayList<>();
                for (int sender = 0; sender < SENDERS; sender++) {
                    long seed = (SEED * 1_000 + seedOfRound) * SENDERS + sender;
                    senders.add(threads.start(() -> attack(REQUESTS / ROUNDS / SENDERS, seed)));
                }
                var watched = threads.start(() -> watch(user, over, "round " + seedOfRound));
                told.get();
                for (Future<?> sender : senders) {
                    sender.get();
                }
                over.set(true);
                watched.get();
            }
            System.out.printf("round %d: answers %s, heap %.0f MiB%n", round, answers, heapMiB());
        }
        report("after", user);
        System.out.printf(
                "%,d requests, %,d messages, seed %d; heap %.0f MiB before, %.0f after; %d log entries with a stack trace%n",
                REQUESTS, MESSAGES, SEED, heap, heapMiB(), traces.get());
        faults.stream().limit(20).forEach(System.out::println);
        worker.close();
        assertThat(faults).isEmpty();
        assertThat(traces.get()).isZero();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static final class Threads implements AutoCloseable {

        private final java.util.concurrent.ExecutorService pool = Executors.newCachedThreadPool();

        Future<?> start(Work work) {
            return pool.submit(() -> {
                work.run();
                return null;
            });
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    private void send(int count, long seed) {
        var messages = new HostileMessages(new Random(seed));
        for (int i = 0; i < count; i++) {
            messages.sendOne(installation().broker());
        }
    }

    private void attack(int count, long seed) throws IOException, InterruptedException, ExecutionException {
        var random = new Random(seed);
        var api = new HostileApi(new ServiceClient(port(), ServiceClient.READER).read("/v3/api-docs"));
        for (int i = 0; i < count; i++) {
            send(api.next(port(), KEYS, random));
        }
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> reply;
        try {
            reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            answers.computeIfAbsent(0, status -> new LongAdder()).increment();
            faults.add(request.method() + " " + request.uri() + " got no answer: " + e);
            return;
        }
        answers.computeIfAbsent(reply.statusCode(), status -> new LongAdder()).increment();
        try (InputStream body = reply.body()) {
            boolean endless = reply.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
            String text = endless ? "" : new String(body.readNBytes(100_000), StandardCharsets.UTF_8);
            if (reply.statusCode() >= 500 && reply.statusCode() != 503
                    || reply.statusCode() >= 400 && (text.contains("\tat ") || text.contains("Exception"))) {
                faults.add("%d to %s %s: %s"
                        .formatted(
                                reply.statusCode(),
                                request.method(),
                                request.uri(),
                                text.substring(0, Math.min(300, text.length()))));
            }
        }
    }

    /** What the user meets meanwhile. */
    private void watch(ServiceClient user, AtomicBoolean over, String when) {
        do {
            report(when, user);
        } while (!over.get());
    }

    private static void report(String when, ServiceClient user) {
        double[] milliseconds = new double[20];
        Arrays.setAll(milliseconds, i -> milliseconds(() -> user.read("/api/v1/workers")));
        Arrays.sort(milliseconds);
        double search = milliseconds(() -> user.awaitState(user.submit(Requests.random(10, 1)), "COMPLETED"));
        System.out.printf(
                "%s: a user's reads %.0f ms in the median, %.0f at most; a search of 10 candidates %.0f ms%n",
                when, milliseconds[10], milliseconds[19], search);
    }

    private static double milliseconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double heapMiB() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0 / 1024;
    }

    private void watchTheLog() {
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getThrowableProxy() != null) {
                    traces.incrementAndGet();
                    faults.add("logged: " + event.getFormattedMessage() + " "
                            + event.getThrowableProxy().getClassName() + ": "
                            + event.getThrowableProxy().getMessage());
                }
            }
        };
        appender.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(appender);
    }
}
