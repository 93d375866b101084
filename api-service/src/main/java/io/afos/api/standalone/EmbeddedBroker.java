package io.afos.api.standalone;

import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

/**
 * An AMQP 0-9-1 broker in this process. It listens on a free port of 127.0.0.1. Its only account gets a new password at
 * each start, and its queues are in memory.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USERNAME = "afos";

    private final SystemLauncher launcher;
    private final int port;
    private final String password;

    private EmbeddedBroker(SystemLauncher launcher, int port, String password) {
        this.launcher = launcher;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a broker.
     *
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start() {
        String password = RandomPassword.next();
        StartupListener listener = new StartupListener();
        SystemLauncher launcher = new SystemLauncher(listener);
        Locale locale = Locale.getDefault();
        try {
            // The broker converts field names to lower case in the default locale.
            Locale.setDefault(Locale.ROOT);
            launcher.startup(Map.of(
                    SystemConfig.TYPE, "Memory",
                    SystemConfig.INITIAL_CONFIGURATION_LOCATION, resource("embedded-broker.json"),
                    SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, resource("embedded-broker.properties"),
                    SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
                    SystemConfig.CONTEXT, Map.of("afos.broker.username", USERNAME, "afos.broker.password", password)));
            return new EmbeddedBroker(launcher, listener.port(), password);
        } catch (Exception e) {
            launcher.shutdown();
            throw new IllegalStateException("The embedded AMQP broker did not start: " + e.getMessage(), e);
        } finally {
            Locale.setDefault(locale);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String virtualHost() {
        return "afos";
    }

    public String username() {
        return USERNAME;
    }

    public String password() {
        return password;
    }

    /** Stops the broker and discards its messages. */
    @Override
    public void close() {
        launcher.shutdown();
    }

    private static String resource(String name) {
        URL url = Objects.requireNonNull(EmbeddedBroker.class.getResource(name), name);
        return url.toExternalForm();
    }

    private static final class StartupListener extends SystemLauncherListener.DefaultSystemLauncherListener {

        private final AtomicReference<Broker<?>> broker = new AtomicReference<>();
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

        @Override
        public void onContainerResolve(SystemConfig<?> config) {
            broker.set((Broker<?>) config.getContainer());
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure.set(e);
        }

        int port() {
            if (failure.get() != null) {
                throw failure.get();
            }
            return broker.get().getPorts().stream()
                    .mapToInt(Port::getBoundPort)
                    .filter(bound -> bound > 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no port is bound"));
        }
    }
}
