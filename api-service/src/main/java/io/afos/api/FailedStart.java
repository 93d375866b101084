package io.afos.api;

import java.util.concurrent.TimeUnit;

/** Ends the process after a start that failed, whatever threads it has left and whatever hangs while it ends. */
final class FailedStart {

    private static final int EXIT_CODE = 1;
    private static final long PATIENCE_SECONDS = 10;

    private FailedStart() {}

    static void end() {
        var limit = new Thread(FailedStart::haltInTheEnd, "limit of the shutdown");
        limit.setDaemon(true);
        limit.start();
        System.exit(EXIT_CODE);
    }

    private static void haltInTheEnd() {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
