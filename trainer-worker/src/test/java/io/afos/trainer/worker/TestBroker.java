package io.afos.trainer.worker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.EpochFinished;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Started;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** The API's side of a RabbitMQ on this machine, under names of its own, which closing removes. */
final class TestBroker implements AutoCloseable {

    private static final List<String> QUEUES = List.of(".tasks.fashion-mnist-mini", ".events", ".dead");

    private final String prefix = "afos-test-" + UUID.randomUUID();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final List<WorkerEvent> events = new ArrayList<>();
    private final Connection connection;
    private final Channel channel;

    private TestBroker(Connection connection) throws IOException {
        this.connection = connection;
        channel = connection.createChannel();
        for (String queue : QUEUES) {
            channel.queueDeclare(prefix + queue, true, false, false, null);
        }
        channel.exchangeDeclare(prefix + ".reports", "direct", true);
        channel.queueBind(prefix + ".events", prefix + ".reports", "event");
        channel.queueBind(prefix + ".dead", prefix + ".reports", "dead");
        channel.exchangeDeclare(prefix + ".control", "fanout", true);
        channel.basicConsume(prefix + ".events", true, (tag, delivery) -> received.add(delivery.getBody()), tag -> {});
    }

    /** Connects, or skips the test where there is no broker. */
    static TestBroker open() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        try {
            return new TestBroker(factory.newConnection());
        } catch (IOException e) {
            return abort("no RabbitMQ on 127.0.0.1:5672, so the worker is not tried against one (" + e + ")");
        }
    }

    String prefix() {
        return prefix;
    }

    void publish(EvaluationTask task) throws IOException {
        publish(MessageCodec.encode(task));
    }

    void publish(byte[] body) throws IOException {
        channel.basicPublish("", prefix + ".tasks.fashion-mnist-mini", new AMQP.BasicProperties(), body);
    }

    void revoke(Revoke revoke) throws IOException {
        channel.basicPublish(prefix + ".control", "", new AMQP.BasicProperties(), MessageCodec.encode(revoke));
    }

    long waitingTasks() throws IOException {
        return channel.messageCount(prefix + ".tasks.fashion-mnist-mini");
    }

    byte[] takeDead() throws IOException {
        GetResponse response = channel.basicGet(prefix + ".dead", true);
        return response.getBody();
    }

    <T extends WorkerEvent> T await(Class<T> type) throws InterruptedException {
        return type.cast(await(type::isInstance));
    }

    WorkerEvent await(Predicate<WorkerEvent> wanted) throws InterruptedException {
        for (WorkerEvent event : events) {
            if (wanted.test(event)) {
                return event;
            }
        }
        for (WorkerEvent event = next(); ; event = next()) {
            events.add(event);
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    private WorkerEvent next() throws InterruptedException {
        byte[] body = received.poll(60, TimeUnit.SECONDS);
        assertThat(body).as("another event after %s", events).isNotNull();
        return ((MessageCodec.Readable<WorkerEvent>) MessageCodec.decode(body, WorkerEvent.class)).body();
    }

    /** The events awaited or passed over so far that are about this evaluation. */
    List<WorkerEvent> ofEvaluation(long evaluation) {
        return events.stream()
                .filter(event -> event instanceof Started started && started.evaluationId() == evaluation
                        || event instanceof EpochFinished epoch && epoch.evaluationId() == evaluation
                        || event instanceof Finished finished && finished.evaluationId() == evaluation)
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (String queue : QUEUES) {
            channel.queueDelete(prefix + queue);
        }
        channel.exchangeDelete(prefix + ".control");
        channel.exchangeDelete(prefix + ".reports");
        connection.close();
    }
}
