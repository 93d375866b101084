package io.afos.api.standalone;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The trainer workers on this machine. They start after and stop before all other beans. */
final class WorkerProcesses implements SmartLifecycle {

    static final int PHASE = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcesses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final int count;
    private final Supplier<ProcessBuilder> command;
    private final StandaloneDirectory directory;
    private volatile List<SupervisedProcess> workers = List.of();

    WorkerProcesses(int count, Supplier<ProcessBuilder> command, StandaloneDirectory directory) {
        this.count = count;
        this.command = command;
        this.directory = directory;
    }

    @Override
    public void start() {
        workers = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "worker-" + number)
                .map(name -> new SupervisedProcess(
                        name, command.get(), new LogFile(directory.log(name)), SupervisedProcess.Backoff.DEFAULT))
                .toList();
        workers.forEach(SupervisedProcess::start);
        LOG.info("Started {} trainer workers", count);
    }

    @Override
    public void stop() {
        List<SupervisedProcess> stopping = workers;
        workers = List.of();
        stopping.forEach(SupervisedProcess::requestStop);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (SupervisedProcess worker : stopping) {
                worker.awaitStop(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !workers.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
