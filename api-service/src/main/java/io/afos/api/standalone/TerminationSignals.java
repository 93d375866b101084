package io.afos.api.standalone;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Closes the services in order on Ctrl-C and similar signals, before the JVM begins to shut down. The embedded database
 * and broker register JVM shutdown hooks, which all run concurrently. With these alone, the database would stop while
 * the last requests still use it.
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

    /**
     * Uses reflection because the compiler warns about the class, although every JVM has it and there is no
     * replacement.
     */
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
            LOG.debug("This JVM does not support handling signal {}", signal, e);
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
