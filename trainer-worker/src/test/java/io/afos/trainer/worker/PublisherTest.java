package io.afos.trainer.worker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.impl.AMQImpl;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerEvent.Left;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class PublisherTest {

    private final Channel channel = mock(Channel.class);
    private final RabbitTemplate rabbit = mock(RabbitTemplate.class);
    private final Publisher publisher =
            new Publisher(rabbit, new BrokerProperties(new QueueNames("p"), Duration.ofMillis(200)));

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 9999, 1", "2, 10000, 0", "0, 0, 0", "0, 5, 0"})
    void sendsHeartbeatsOnlyWhileSomebodyReadsThem(int consumers, int unread, int sent) throws IOException {
        when(channel.queueDeclarePassive("p.events"))
                .thenReturn(new AMQImpl.Queue.DeclareOk("p.events", unread, consumers));
        when(rabbit.execute(any())).thenAnswer(call -> {
            ChannelCallback<?> callback = call.getArgument(0);
            return callback.doInRabbit(channel);
        });

        publisher.sendIfRead(new Left("w"));

        verify(rabbit, times(sent)).send(eq("p.reports"), eq("event"), argThat(PublisherTest::isTransient));
    }

    private static boolean isTransient(Message message) {
        return message.getMessageProperties().getDeliveryMode() == MessageDeliveryMode.NON_PERSISTENT;
    }
}
