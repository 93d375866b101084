package io.afos.api.system;

import io.afos.api.system.Backends.Server;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Backends, the wires to them, and the test's own ways around the wires. Ends with the service's context. */
public final class Installation implements AutoCloseable {

    private final Backends backends = Backends.open();
    private final String prefix = "afos-test-" + UUID.randomUUID();
    private final Wire toDatabase = new Wire(backends.database());
    private final Wire toBroker = new Wire(backends.broker());
    private final Store store = new Store(backends.database());
    private final Broker broker = new Broker(backends.broker(), prefix);

    Installation() {
        // No test here is about a crash of the database's machine, and a disk takes milliseconds to confirm each
        // commit.
        store.change("alter database %s set synchronous_commit = off"
                .formatted(backends.database().name()));
    }

    public Wire toDatabase() {
        return toDatabase;
    }

    public Wire toBroker() {
        return toBroker;
    }

    public Store store() {
        return store;
    }

    public Broker broker() {
        return broker;
    }

    @Override
    public void close() {
        toDatabase.close();
        toBroker.close();
        broker.close();
        store.close();
        backends.close();
    }

    /** What another process of the service needs to share everything with this one. */
    Map<String, Object> propertiesOfReplica() {
        return properties(toDatabase.port(), toBroker.port());
    }

    /** The same, for one that has ways to the backends of its own. */
    Map<String, Object> propertiesOfReplica(Wire ownToDatabase, Wire ownToBroker) {
        return properties(ownToDatabase.port(), ownToBroker.port());
    }

    Wire anotherToDatabase() {
        return new Wire(backends.database());
    }

    Wire anotherToBroker() {
        return new Wire(backends.broker());
    }

    private Map<String, Object> properties(int databasePort, int brokerPort) {
        Server database = backends.database();
        Server rabbit = backends.broker();
        return Map.ofEntries(
                Map.entry(
                        "spring.datasource.url",
                        "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true"
                                .formatted(databasePort, database.name())),
                Map.entry("spring.datasource.username", database.username()),
                Map.entry("spring.datasource.password", database.password()),
                Map.entry("spring.rabbitmq.host", "127.0.0.1"),
                Map.entry("spring.rabbitmq.port", brokerPort),
                Map.entry("spring.rabbitmq.virtual-host", rabbit.name()),
                Map.entry("spring.rabbitmq.username", rabbit.username()),
                Map.entry("spring.rabbitmq.password", rabbit.password()),
                Map.entry("afos.messaging.prefix", prefix),
                Map.entry("afos.security.api-keys[0].name", "reader"),
                Map.entry("afos.security.api-keys[0].role", "READ"),
                Map.entry("afos.security.api-keys[0].sha256", sha256(ServiceClient.READER)),
                Map.entry("afos.security.api-keys[1].name", "submitter"),
                Map.entry("afos.security.api-keys[1].role", "SUBMIT"),
                Map.entry("afos.security.api-keys[1].sha256", sha256(ServiceClient.SUBMITTER)),
                Map.entry("afos.security.api-keys[2].name", "administrator"),
                Map.entry("afos.security.api-keys[2].role", "ADMIN"),
                Map.entry("afos.security.api-keys[2].sha256", sha256(ServiceClient.ADMINISTRATOR)),
                Map.entry("afos.security.api-keys[3].name", "worker"),
                Map.entry("afos.security.api-keys[3].role", "WORK"),
                Map.entry("afos.security.api-keys[3].sha256", sha256(ServiceClient.WORKER)),
                Map.entry("afos.security.api-keys[4].name", "importer"),
                Map.entry("afos.security.api-keys[4].role", "IMPORT"),
                Map.entry("afos.security.api-keys[4].sha256", sha256(ServiceClient.IMPORTER)),
                Map.entry("afos.security.refusal-delay", "100ms"));
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the service its backends. */
    static class Initializer implements ApplicationContextInitializer<GenericApplicationContext> {
        @Override
        public void initialize(GenericApplicationContext context) {
            var installation = new Installation();
            context.getBeanFactory().registerSingleton("installation", installation);
            // The first to be registered is the last to end.
            context.getDefaultListableBeanFactory().registerDisposableBean("installation", installation::close);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("installation", properties(installation)));
        }

        Map<String, Object> properties(Installation installation) {
            return installation.properties(installation.toDatabase.port(), installation.toBroker.port());
        }
    }

    /** Gives the service its backends without a wire between. */
    static final class DirectInitializer extends Initializer {
        @Override
        Map<String, Object> properties(Installation installation) {
            return installation.properties(
                    installation.backends.database().port(),
                    installation.backends.broker().port());
        }
    }
}
