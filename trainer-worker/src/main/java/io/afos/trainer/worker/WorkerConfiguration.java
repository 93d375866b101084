package io.afos.trainer.worker;

import io.afos.model.message.MessageCodec;
import io.afos.model.message.WorkerControl;
import io.afos.model.message.WorkerEvent.WorkerDescription;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.training.ComputeDevice;
import io.afos.trainer.training.Trainer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of the worker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
@Import(DataConfiguration.class)
public class WorkerConfiguration {

    private static final int STALLED = 70;
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);

    @Bean
    StopSignal stopSignal() {
        return new StopSignal();
    }

    @Bean
    ComputeDevice computeDevice(WorkerProperties properties) {
        return ComputeDevice.open(properties.device(), properties.threads());
    }

    @Bean
    Troubles troubles() {
        return new Troubles(Clock.systemUTC());
    }

    @Bean
    WorkerIdentity workerIdentity(
            WorkerProperties properties, ComputeDevice device, Datasets datasets, Troubles troubles) {
        String id = properties.id() == null ? WorkerIdentity.unique() : properties.id();
        Instant startedAt = Instant.now();
        var news = new FolderNews(datasets::surveyed, Clock.systemUTC());
        return new WorkerIdentity(
                id,
                () -> new WorkerDescription(
                        WorkerIdentity.host(),
                        device.name(),
                        device.threads(),
                        device.engine(),
                        troubles.without(datasets.available()),
                        troubles.without(datasets.fetchable()),
                        startedAt,
                        troubles.current(),
                        news.next(),
                        true));
    }

    /** The API declares all else: the worker's account may do no more than this. */
    @Bean
    Declarables topology(BrokerProperties messaging, WorkerIdentity identity) {
        var control = new FanoutExchange(messaging.names().control(), true, false);
        var heard = new Queue(messaging.names().control(identity.id()), false, true, true);
        Binding binding = BindingBuilder.bind(heard).to(control);
        return new Declarables(heard, binding);
    }

    @Bean
    RevokedAttempts revoked() {
        return new RevokedAttempts();
    }

    /** Receives broadcasts of the API; a message that cannot be read is meant for other versions and is dropped. */
    @Bean
    SimpleMessageListenerContainer control(
            ConnectionFactory connections,
            BrokerProperties messaging,
            WorkerIdentity identity,
            RevokedAttempts revoked) {
        var container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(messaging.names().control(identity.id()));
        container.setMissingQueuesFatal(false);
        container.setDefaultRequeueRejected(false);
        container.setMessageListener(message -> {
            var received = MessageCodec.decode(message.getBody(), WorkerControl.class);
            if (received instanceof MessageCodec.Readable<WorkerControl> readable
                    && readable.body() instanceof WorkerControl.Revoke revoke) {
                revoked.add(revoke);
            }
        });
        return container;
    }

    @Bean
    Publisher publisher(RabbitTemplate rabbit, BrokerProperties messaging) {
        return new Publisher(rabbit, messaging);
    }

    @Bean
    EventDelivery delivery(Publisher publisher) {
        return new EventDelivery(publisher, BEFORE_NEXT_TRY);
    }

    @Bean
    Heartbeats heartbeats(
            Publisher publisher,
            WorkerIdentity identity,
            WorkerProperties properties,
            AtomicReference<@Nullable Attempt> holding) {
        var heartbeats = new Heartbeats(publisher, identity, holding);
        heartbeats.start(properties.heartbeatInterval());
        return heartbeats;
    }

    /** The attempt whose lease this worker holds. */
    @Bean
    AtomicReference<@Nullable Attempt> holding() {
        return new AtomicReference<>();
    }

    @Bean
    Worker worker(
            RabbitTemplate rabbit,
            AmqpAdmin admin,
            Publisher publisher,
            EventDelivery delivery,
            RevokedAttempts revoked,
            StopSignal stop,
            WorkerProperties properties,
            BrokerProperties messaging,
            WorkerIdentity identity,
            AtomicReference<@Nullable Attempt> holding,
            Datasets datasets,
            Troubles troubles,
            ComputeDevice device) {
        var training = new AtomicReference<@Nullable Attempt>();
        new StallGuard(
                        training,
                        properties.stallTimeout(),
                        () -> Runtime.getRuntime().halt(STALLED))
                .start();
        return new Worker(
                identity.id(),
                new TaskPuller(
                        rabbit,
                        admin,
                        publisher,
                        revoked,
                        messaging.names(),
                        identity.id(),
                        () -> troubles.without(datasets.available())),
                new TaskRunner(new Trainer(datasets, device.device()), troubles),
                publisher,
                delivery,
                revoked,
                stop,
                properties.idleInterval(),
                holding,
                training);
    }
}
