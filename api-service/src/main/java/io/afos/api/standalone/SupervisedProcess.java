package io.afos.api.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that is restarted whenever it ends, until it is told to stop. It must end when its standard input is
 * closed; the operating system closes it if this process is killed.
 */
final class SupervisedProcess {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);

    private final String name;
    private final ProcessBuilder command;
    private final LogFile log;
    private final Backoff backoff;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread supervisor;
    private @Nullable Process process;

    /**
     * @param name the name of the process in messages
     * @param command the command to start it; its output goes to {@code log}
     * @param backoff the delays before restarts
     */
    SupervisedProcess(String name, ProcessBuilder command, LogFile log, Backoff backoff) {
        this.name = name;
        this.command = command.redirectErrorStream(true);
        this.log = log;
        this.backoff = backoff;
        this.supervisor = new Thread(this::supervise, "supervisor of " + name);
        this.supervisor.setDaemon(true);
    }

    /**
     * The delays before restarts: {@code shortest} at first, doubled after each early end, up to {@code longest}.
     *
     * @param steady a process that ran at least this long resets the delay
     */
    record Backoff(Duration shortest, Duration longest, Duration steady) {

        static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

        Duration next(@Nullable Duration previous, Duration lived) {
            if (previous == null || lived.compareTo(steady) >= 0) {
                return shortest;
            }
            Duration doubled = previous.multipliedBy(2);
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    void start() {
        supervisor.start();
    }

    /** Closes the standard input of the process and prevents restarts. Returns at once. */
    synchronized void requestStop() {
        stop.countDown();
        if (process != null) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                LOG.debug("{} had closed its input", name, e);
            }
        }
    }

    /** Waits for the process to end, and kills it after {@code patience}. */
    void awaitStop(Duration patience) throws InterruptedException {
        supervisor.join(Math.max(1, patience.toMillis()));
        if (supervisor.isAlive()) {
            LOG.warn("{} did not end within {} s; killing it", name, patience.toSeconds());
            kill();
            supervisor.join();
        }
    }

    private synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void supervise() {
        Duration wait = null;
        try {
            while (stop.getCount() > 0) {
                long started = System.nanoTime();
                String end = runOnce();
                if (stop.getCount() == 0) {
                    return;
                }
                wait = backoff.next(wait, Duration.ofNanos(System.nanoTime() - started));
                LOG.warn("{} {}; restarting in {} ms. Its log: {}", name, end, wait.toMillis(), log.path());
                if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private String runOnce() throws InterruptedException {
        try {
            Process started = launch();
            return started == null ? "was not started" : "ended with exit code " + started.waitFor();
        } catch (IOException e) {
            return "could not be started (" + e.getMessage() + ")";
        }
    }

    private synchronized @Nullable Process launch() throws IOException {
        if (stop.getCount() == 0) {
            return null;
        }
        process = command.redirectOutput(log.redirect()).start();
        LOG.debug("{} is process {}", name, process.pid());
        return process;
    }
}
