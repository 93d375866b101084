package io.afos.api.standalone;

import java.util.List;
import org.springframework.amqp.rabbit.config.ContainerCustomizer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Profile;

/**
 * The embedded services. They end in this order: workers (the last lifecycle phase stops first), other beans, broker,
 * database, directory lock.
 */
@Configuration(proxyBeanMethods = false)
@Profile(StandaloneInitializer.PROFILE)
@EnableConfigurationProperties(StandaloneProperties.class)
class StandaloneConfiguration {

    @Bean
    EmbeddedDatabase embeddedDatabase(StandaloneDirectory directory) {
        return EmbeddedDatabase.start(directory.path());
    }

    @Bean
    @DependsOn("embeddedDatabase")
    EmbeddedBroker embeddedBroker() {
        return EmbeddedBroker.start();
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(EmbeddedDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.url();
            }

            @Override
            public String getUsername() {
                return database.username();
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }

    @Bean
    RabbitConnectionDetails rabbitConnectionDetails(EmbeddedBroker broker) {
        return new RabbitConnectionDetails() {
            @Override
            public List<Address> getAddresses() {
                return List.of(new Address(broker.host(), broker.port()));
            }

            @Override
            public String getVirtualHost() {
                return broker.virtualHost();
            }

            @Override
            public String getUsername() {
                return broker.username();
            }

            @Override
            public String getPassword() {
                return broker.password();
            }
        };
    }

    @Bean
    WorkerProcesses workerProcesses(
            StandaloneProperties properties, StandaloneDirectory directory, EmbeddedBroker broker) {
        return new WorkerProcesses(properties.workerCount(), WorkerCommand.of(directory, broker), directory);
    }

    /** Stops listeners after the workers, so that they receive the workers' last messages. */
    @Bean
    ContainerCustomizer<SimpleMessageListenerContainer> listenersAfterWorkers() {
        return container -> container.setPhase(WorkerProcesses.PHASE - 1);
    }

    @Bean
    TerminationSignals terminationSignals(ConfigurableApplicationContext context) {
        return new TerminationSignals(context::close);
    }
}
