package io.afos.trainer.worker;

import com.rabbitmq.client.AMQP;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Sends messages to the broker, all to one exchange. */
final class Publisher {

    private static final int MOST_UNREAD = 10_000;

    private final RabbitTemplate rabbit;
    private final QueueNames names;
    private final Duration confirmTimeout;

    Publisher(RabbitTemplate rabbit, BrokerProperties properties) {
        this.rabbit = rabbit;
        this.names = properties.names();
        this.confirmTimeout = properties.confirmTimeout();
    }

    /** Sends without waiting for a confirm. */
    void send(WorkerEvent event) {
        rabbit.send(
                names.reports(), QueueNames.EVENT, message(MessageCodec.encode(event), MessageDeliveryMode.PERSISTENT));
    }

    /**
     * Sends an event that is worth nothing once a later one has been sent. It is not written to disk, and not sent while nobody reads
     * events or too many are unread: the queue would grow by it without limit.
     */
    void sendIfRead(WorkerEvent event) {
        rabbit.execute(channel -> {
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(names.events());
            if (queue.getConsumerCount() > 0 && queue.getMessageCount() < MOST_UNREAD) {
                rabbit.send(
                        names.reports(),
                        QueueNames.EVENT,
                        message(MessageCodec.encode(event), MessageDeliveryMode.NON_PERSISTENT));
            }
            return true;
        });
    }

    /**
     * Sends and waits for the broker's confirm.
     *
     * @throws AmqpException if the broker rejected the message or did not confirm it in time
     */
    void deliver(WorkerEvent event) {
        deliver(QueueNames.EVENT, MessageCodec.encode(event));
    }

    /** Moves an unreadable message to the dead-letter queue, and waits for the broker's confirm. */
    void bury(byte[] body) {
        deliver(QueueNames.DEAD, body);
    }

    private void deliver(String key, byte[] body) {
        var correlation = new CorrelationData();
        rabbit.send(names.reports(), key, message(body, MessageDeliveryMode.PERSISTENT), correlation);
        CorrelationData.Confirm confirm = await(correlation);
        if (!confirm.ack()) {
            throw new AmqpException("the broker rejected a message (" + key + "): " + confirm.reason());
        }
        if (correlation.getReturned() != null) {
            throw new AmqpException("the broker has no queue for messages (" + key + ")");
        }
    }

    private CorrelationData.Confirm await(CorrelationData correlation) {
        try {
            return correlation.getFuture().get(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmqpException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AmqpException("the broker did not confirm a message", e);
        }
    }

    private static Message message(byte[] body, MessageDeliveryMode mode) {
        return MessageBuilder.withBody(body)
                .setContentType(MessageCodec.CONTENT_TYPE)
                .setDeliveryMode(mode)
                .build();
    }
}
