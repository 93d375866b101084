package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
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
        QueueNames names = properties.names();
        Queue events = properties.durable(names.events());
        Queue dead = properties.durable(names.dead());
        var reports = new DirectExchange(names.reports(), true, false);
        return new Declarables(
                events,
                dead,
                reports,
                BindingBuilder.bind(events).to(reports).with(QueueNames.EVENT),
                BindingBuilder.bind(dead).to(reports).with(QueueNames.DEAD),
                new FanoutExchange(names.control(), true, false));
    }
}
