package io.afos.api.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/**
 * With the profile {@code standalone}, checks that the service can start before anything is started, and locks the
 * directory. Loads no class that the packaged jar leaves out.
 */
class StandaloneInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String PROFILE = "standalone";

    private static final String LIBRARY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

    @Override
    public void initialize(GenericApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (!environment.acceptsProfiles(Profiles.of(PROFILE))) {
            return;
        }
        requireLibraries(context.getClassLoader());
        StandaloneProperties properties =
                Binder.get(environment).bindOrCreate("afos.standalone", StandaloneProperties.class);
        StandaloneDirectory directory = StandaloneDirectory.open(properties.directory());
        requireFreePort(environment);
        context.registerBean(StandaloneDirectory.class, () -> directory);
    }

    private static void requireLibraries(ClassLoader classLoader) {
        if (!ClassUtils.isPresent(LIBRARY, classLoader)) {
            throw new StandaloneStartException(
                    "The profile 'standalone' needs an embedded database, broker and trainer, which this jar does"
                            + " not contain.",
                    "Run 'mvn spring-boot:run' in a checkout of the project, or start without the profile and"
                            + " with the addresses of a PostgreSQL and a RabbitMQ server, as described in"
                            + " docs/operation.md.");
        }
    }

    private static void requireFreePort(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        InetAddress address =
                environment.getProperty("server.address", InetAddress.class, InetAddress.getLoopbackAddress());
        if (port <= 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new StandaloneStartException(
                    String.format(
                            Locale.ROOT, "Port %d of %s is in use by another program.", port, address.getHostAddress()),
                    "Stop that program, or choose another port with --server.port=PORT.");
        }
    }
}
