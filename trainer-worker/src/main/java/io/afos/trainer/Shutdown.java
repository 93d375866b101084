package io.afos.trainer;

import io.afos.trainer.worker.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process in an orderly way: finishes the current step, gives the task back, then closes connections. The
 * engine crashes if the process ends in the middle of a step.
 */
final class Shutdown {

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ConfigurableApplicationContext context;
    private final StopSignal stop;
    private final Thread worker;

    /** @param worker the training thread */
    Shutdown(ConfigurableApplicationContext context, StopSignal stop, Thread worker) {
        this.context = context;
        this.stop = stop;
        this.worker = worker;
    }

    /** Registers the orderly end for SIGTERM, SIGINT and {@link System#exit}. */
    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "shutdown"));
    }

    /** Ends the process when the stream ends, as standard input does when the parent process has ended. */
    void onEndOf(InputStream parent) {
        daemon("parent-watch", () -> {
            try {
                while (parent.read() >= 0) {
                    // input from the parent is ignored
                }
            } catch (IOException e) {
                log.info("cannot read from the parent process: {}", e.getMessage());
            }
            log.info("the parent process has ended");
            System.exit(0);
        });
    }

    private void end() {
        daemon("shutdown-limit", () -> {
            try {
                Thread.sleep(LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            log.error("the worker did not stop within {}; terminating the process", LIMIT);
            Runtime.getRuntime().halt(1);
        });
        stop.request();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }

    private static void daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
