package io.afos.api.messaging;

import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The queues and exchanges that are always there; those of tasks come with their data sets. The broker is a conveyor only: attempts, priorities, delays and dead letters are kept in
 * PostgreSQL or published by us, so that any AMQP 0-9-1 broker will do.
 */
@Configuration(proxyBeanMethods = false)
class Topology {

    @Bean
    Declarables afosTopology(MessagingProperties properties) {
        return new Declarables(
                properties.durable(properties.names().events()),
                properties.durable(properties.names().dead()),
                new FanoutExchange(properties.names().control(), true, false));
    }
}
