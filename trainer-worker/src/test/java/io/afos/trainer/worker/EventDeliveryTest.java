package io.afos.trainer.worker;

import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.Left;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

@Timeout(20)
class EventDeliveryTest {

    private final RabbitTemplate rabbit = mock(RabbitTemplate.class);
    private final Publisher publisher =
            new Publisher(rabbit, new BrokerProperties(new QueueNames("p"), Duration.ofSeconds(1)));

    @Test
    void triesUntilTheBrokerHasTheEventAndKeepsTheOrder() throws Exception {
        List<String> sent = new ArrayList<>();
        doAnswer(call -> {
                    Message message = call.getArgument(2);
                    sent.add(workerId(message));
                    if (sent.size() == 1) {
                        throw new AmqpConnectException(new java.io.IOException("no broker"));
                    }
                    CorrelationData correlation = call.getArgument(3);
                    correlation.getFuture().complete(new CorrelationData.Confirm(sent.size() > 2, "not now"));
                    return null;
                })
                .when(rabbit)
                .send(anyString(), anyString(), any(Message.class), any(CorrelationData.class));

        try (var delivery = new EventDelivery(publisher, Duration.ofMillis(1))) {
            delivery.deliver(new Left("first"));
            delivery.deliver(new Left("second")).get(10, TimeUnit.SECONDS);
        }

        assertThat(sent).containsExactly("first", "first", "first", "second");
    }

    private static String workerId(Message message) {
        return ((MessageCodec.Readable<WorkerEvent>) MessageCodec.decode(message.getBody(), WorkerEvent.class))
                .body()
                .workerId();
    }
}
