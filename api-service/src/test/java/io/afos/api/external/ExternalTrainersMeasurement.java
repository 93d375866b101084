package io.afos.api.external;

import io.afos.api.system.SystemTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What external trainers cost the database while they wait, and while they train. */
class ExternalTrainersMeasurement extends SystemTest {

    private static final int TRAINERS = 500;
    private static final int SECONDS = 60;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void waitingTrainers() throws Exception {
        report("idle service", () -> Thread.sleep(20_000), 20);
        report(
                TRAINERS + " trainers that wait",
                () -> {
                    for (int round = 0; round < SECONDS / 20; round++) {
                        List<CompletableFuture<?>> asked = new ArrayList<>();
                        IntStream.range(0, TRAINERS)
                                .forEach(i -> asked.add(post(ExternalTrainer.WORK, """
                                        {"network": "none", "worker": "w%d", "waitSeconds": 20}""".formatted(i))));
                        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                                .get();
                    }
                },
                SECONDS);
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String body) {
        return http.sendAsync(
                service()
                        .request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private interface Work {
        void run() throws Exception;
    }

    private void report(String what, Work work, int seconds) throws Exception {
        long before = transactions();
        double processor = processor();
        long begun = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - begun) / 1e9;
        Thread.sleep(1_500); // statistics of the database are told with a delay
        System.out.println(String.format(
                Locale.ROOT,
                "MEASURED %s: %.1f transactions a second, %.1f s of %d s, service %.1f %% of a processor",
                what,
                (transactions() - before) / took,
                took,
                seconds,
                100 * (processor() - processor) / took));
    }

    private long transactions() {
        return store().number("select xact_commit from pg_stat_database where datname = current_database()");
    }

    private static double processor() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
