package io.afos.api.system;

import io.afos.api.ApiService;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Another process of the service on the same database and broker. */
public record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

    public static Replica start(Installation installation) {
        Map<String, Object> properties = new HashMap<>(installation.propertiesOfReplica());
        properties.put("server.port", 0);
        properties.put("logging.structured.format.console", "");
        properties.put("logging.level.root", "warn");
        properties.put("afos.events.poll-interval", "50ms");
        properties.put("afos.webhooks.allow-private-networks", true);
        properties.put("afos.webhooks.poll-interval", "50ms");
        return new Replica(new SpringApplicationBuilder(ApiService.class)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("replica", properties)))
                .run());
    }

    public ServiceClient service() {
        return new ServiceClient(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                ServiceClient.SUBMITTER);
    }

    @Override
    public void close() {
        context.close();
    }
}
