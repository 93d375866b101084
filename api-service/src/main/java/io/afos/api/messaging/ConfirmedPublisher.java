package io.afos.api.messaging;

import io.afos.model.message.MessageCodec;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Publishes persistent messages to a queue, in order, and waits until the broker has taken them all. */
@Component
class ConfirmedPublisher {

    private final RabbitTemplate rabbit;
    private final MessagingProperties properties;

    ConfirmedPublisher(RabbitTemplate rabbit, MessagingProperties properties) {
        this.rabbit = rabbit;
        this.properties = properties;
        rabbit.setMandatory(true);
    }

    void publish(String queue, List<?> bodies) {
        publishRaw(queue, bodies.stream().map(MessageCodec::encode).toList());
    }

    void publishRaw(String queue, List<byte[]> bodies) {
        List<CorrelationData> sent = rabbit.invoke(onOneChannel -> bodies.stream()
                .map(body -> send(onOneChannel, queue, message(body)))
                .toList());
        sent.forEach(correlation -> await(queue, correlation));
    }

    void publish(String queue, Message message) {
        await(queue, send(rabbit, queue, message));
    }

    static Message message(byte[] body) {
        return MessageBuilder.withBody(body)
                .setContentType(MessageCodec.CONTENT_TYPE)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    private static CorrelationData send(RabbitOperations rabbit, String queue, Message message) {
        var correlation = new CorrelationData();
        rabbit.send("", queue, message, correlation);
        return correlation;
    }

    private void await(String queue, CorrelationData correlation) {
        try {
            var confirm =
                    correlation.getFuture().get(properties.confirmTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!confirm.ack() || correlation.getReturned() != null) {
                throw new AmqpException("the broker refused a message for queue " + queue);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new AmqpException("the broker did not confirm a message for queue " + queue, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmqpException("interrupted while waiting for the broker's confirm", e);
        }
    }
}
