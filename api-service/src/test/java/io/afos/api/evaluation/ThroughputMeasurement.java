package io.afos.api.evaluation;

import com.sun.management.OperatingSystemMXBean;
import io.afos.api.system.Backends;
import io.afos.api.system.Measurement;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * How many evaluations go through queue and database in a second when training takes no time: random
 * searches, workers that start and end each task.
 */
class ThroughputMeasurement extends Measurement {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int SEARCHES = 4;
    private static final int CANDIDATES = 1_500;
    private static final int WORKERS = 4;
    private static final int ROUNDS = 3;

    @Test
    void measure() {
        var service = new ServiceClient(port(), ServiceClient.SUBMITTER);
        List<ScriptedWorker> workers = IntStream.rangeClosed(1, WORKERS)
                .mapToObj(i -> ScriptedWorker.start(installation().broker(), "worker-" + i, Scripts.passThrough()))
                .toList();
        for (int round = 1; round <= ROUNDS; round++) {
            long before = succeeded();
            long begun = System.nanoTime();
            long cpuBefore = PROCESS.getProcessCpuTime();
            for (int i = 1; i <= SEARCHES; i++) {
                service.submit(Requests.random(CANDIDATES, 100 * round + i)
                        .replace("\"name\"", "\"space\": {\"shapes\": [7]}, \"name\""));
            }
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() ->
                            installation().store().number("select count(*) from job where state = 'RUNNING'") == 0);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long done = succeeded() - before;
            System.out.printf(
                    "round %d on %s: %,d evaluations in %.1f s, %.0f a second, %.1f ms of processor time each in this JVM%n",
                    round,
                    Backends.areExternal() ? "PostgreSQL and RabbitMQ" : "the embedded servers",
                    done,
                    seconds,
                    done / seconds,
                    (PROCESS.getProcessCpuTime() - cpuBefore) / 1e6 / done);
        }
        workers.forEach(ScriptedWorker::close);
    }

    private long succeeded() {
        return installation().store().number("select count(*) from evaluation where state = 'SUCCEEDED'");
    }
}
