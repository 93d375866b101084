package io.afos.api.system;

import io.afos.api.ApiService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Another process of the service on the same database and broker. */
public record Replica(ConfigurableApplicationContext context, List<Wire> wires) implements AutoCloseable {

    public static Replica start(Installation installation) {
        return start(installation.propertiesOfReplica(), List.of());
    }

    /** One that can be {@linkplain #kill() killed}. */
    static Replica startMortal(Installation installation) {
        Wire toDatabase = installation.anotherToDatabase();
        Wire toBroker = installation.anotherToBroker();
        return start(installation.propertiesOfReplica(toDatabase, toBroker), List.of(toDatabase, toBroker));
    }

    private static Replica start(Map<String, Object> installed, List<Wire> wires) {
        Map<String, Object> properties = new HashMap<>(installed);
        properties.put("server.port", 0);
        properties.put("logging.structured.format.console", "");
        properties.put("logging.level.root", "warn");
        properties.put("afos.events.poll-interval", "50ms");
        properties.put("afos.webhooks.allow-private-networks", true);
        properties.put("afos.webhooks.poll-interval", "50ms");
        properties.put("server.shutdown", "immediate");
        properties.put("afos.evaluation.sweep-interval", "200ms");
        var context = new SpringApplicationBuilder(ApiService.class)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("replica", properties)))
                .run();
        return new Replica(context, wires);
    }

    public ServiceClient service() {
        return new ServiceClient(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                ServiceClient.SUBMITTER);
    }

    /** For database and broker, the process is gone from one moment to the next; what it was doing is not finished. */
    void kill() {
        wires.forEach(Wire::cut);
        close();
    }

    @Override
    public void close() {
        context.close();
        wires.forEach(Wire::close);
    }
}
