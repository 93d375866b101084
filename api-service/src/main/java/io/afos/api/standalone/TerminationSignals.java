package io.afos.api.standalone;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Makes Ctrl-C and the like close the services in their order before the Java machine begins to shut down. The embedded
 * database and broker hook into the machine's shutdown, whose hooks all run at the same time: left to them, the database
 * would be gone while the last requests still use it.
 */
final class TerminationSignals implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);
    private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Runnable close;
    private final AtomicBoolean closing = new AtomicBoolean();

    TerminationSignals(Runnable close) {
        this.close = close;
    }

    @Override
    public void afterPropertiesSet() {
        EXIT_CODES.forEach(this::handle);
    }

    /** By reflection, because the compiler warns of the class, though every Java machine has it and nothing replaces it. */
    private void handle(String signal, int exitCode) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        terminate(exitCode);
                        return null;
                    });
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(null, signalType.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("This Java machine does not hand over signal {}", signal, e);
        }
    }

    private void terminate(int exitCode) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        Thread closer = new Thread(() -> closeAndExit(exitCode), "shutdown");
        closer.setDaemon(false);
        closer.start();
        try {
            closer.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private void closeAndExit(int exitCode) {
        try {
            close.run();
        } finally {
            System.exit(exitCode);
        }
    }
}
