package io.afos.api.messaging;

import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Queues and exchanges. The broker is a conveyor only: attempts, priorities, delays and dead letters are kept in
 * PostgreSQL or published by us, so that any AMQP 0-9-1 broker will do.
 */
@Configuration(proxyBeanMethods = false)
class Topology {

    @Bean
    Declarables afosTopology(MessagingProperties properties) {
        return new Declarables(
                durable(properties, properties.names().tasks()),
                durable(properties, properties.names().events()),
                durable(properties, properties.names().dead()),
                new FanoutExchange(properties.names().control(), true, false));
    }

    private static Queue durable(MessagingProperties properties, String name) {
        return new Queue(name, true, false, false, properties.queueArguments());
    }
}
