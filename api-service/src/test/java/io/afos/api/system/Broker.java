package io.afos.api.system;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerControl;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The broker past the service, and the names of what the service uses there. */
public final class Broker implements AutoCloseable {

    /** The one that most tests use. */
    public static final String DATASET = "fashion-mnist-mini";

    public static final String OTHER_DATASET = "cifar10";

    private final ConnectionFactory connections;
    private final Connection connection;
    private final String prefix;
    private final Set<String> taskQueues = ConcurrentHashMap.newKeySet();

    Broker(Backends.Server server, String prefix) {
        this.prefix = prefix;
        this.connections = new ConnectionFactory();
        connections.setHost(server.host());
        connections.setPort(server.port());
        connections.setVirtualHost(server.name());
        connections.setUsername(server.username());
        connections.setPassword(server.password());
        connections.setAutomaticRecoveryEnabled(false);
        this.connection = connect();
        declareTasks(DATASET);
        declareTasks(OTHER_DATASET);
    }

    public Connection connect() {
        try {
            return connections.newConnection();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public String tasks() {
        return tasks(DATASET);
    }

    public String tasks(String dataset) {
        return prefix + ".tasks." + dataset;
    }

    /** As each worker does with the queues that it takes tasks from. */
    public void declareTasks(String dataset) {
        taskQueues.add(tasks(dataset));
        onChannel(channel -> channel.queueDeclare(tasks(dataset), true, false, false, null));
    }

    public String events() {
        return prefix + ".events";
    }

    public String dead() {
        return prefix + ".dead";
    }

    public String reports() {
        return prefix + ".reports";
    }

    public String control() {
        return prefix + ".control";
    }

    public long ready(String queue) {
        return onChannel(channel -> channel.messageCount(queue));
    }

    public long consumers(String queue) {
        return onChannel(channel -> channel.consumerCount(queue));
    }

    public void purge(String queue) {
        onChannel(channel -> channel.queuePurge(queue));
    }

    public void send(Object event) {
        sendRaw(MessageCodec.encode(event));
    }

    /** Sends bytes as a worker sends its events. */
    public void sendRaw(byte[] body) {
        publish(reports(), QueueNames.EVENT, MessageProperties.PERSISTENT_BASIC, body);
    }

    public void publish(String queue, byte[] body) {
        publish("", queue, MessageProperties.PERSISTENT_BASIC, body);
    }

    public void publish(String exchange, String key, AMQP.BasicProperties properties, byte[] body) {
        onChannel(channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, properties, body);
            return channel.waitForConfirms(10_000);
        });
    }

    /** Takes all messages out of a queue. */
    public List<byte[]> take(String queue) {
        return onChannel(channel -> {
            var bodies = new ArrayList<byte[]>();
            for (@Nullable GetResponse got = channel.basicGet(queue, true);
                    got != null;
                    got = channel.basicGet(queue, true)) {
                bodies.add(got.getBody());
            }
            return bodies;
        });
    }

    /** A marker of handled events may be among what is deleted: another takes its place, so that the service waits for none. */
    public void empty() {
        queues().forEach(this::purge);
        publish("", events(), marker(Instant.now()), new byte[0]);
    }

    /** What tells the service that all events that were sent before this time have been handled. */
    public static AMQP.BasicProperties marker(Instant time) {
        return new AMQP.BasicProperties.Builder()
                .headers(Map.of("afos-marker-millis", time.toEpochMilli()))
                .build();
    }

    private Stream<String> queues() {
        return Stream.concat(taskQueues.stream(), Stream.of(events(), dead()));
    }

    @Override
    public void close() {
        try (connection) {
            for (String queue : queues().toList()) {
                onChannel((Channel channel) -> channel.queueDelete(queue));
            }
            onChannel((Channel channel) -> channel.exchangeDelete(control()));
            onChannel((Channel channel) -> channel.exchangeDelete(reports()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that is told to all workers from now on, in order, as long as the connection is open. */
    public List<WorkerControl> listen(Connection connection) {
        var heard = new CopyOnWriteArrayList<WorkerControl>();
        try {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare("", false, true, true, null).getQueue();
            channel.queueBind(queue, control(), "");
            channel.basicConsume(
                    queue,
                    true,
                    (tag, message) -> {
                        if (MessageCodec.decode(message.getBody(), WorkerControl.class)
                                instanceof MessageCodec.Readable<WorkerControl> readable) {
                            heard.add(readable.body());
                        }
                    },
                    tag -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return heard;
    }

    private <T> T onChannel(Work<T> work) {
        try (Channel channel = connection.createChannel()) {
            return work.on(channel);
        } catch (IOException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work<T> {
        T on(Channel channel) throws IOException, TimeoutException, InterruptedException;
    }

    public void delete(String queue) {
        onChannel((Channel channel) -> channel.queueDelete(queue));
    }

    public boolean exists(String queue) {
        try {
            return ready(queue) >= 0;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** For messages that workers send. */
    static AMQP.BasicProperties persistentJson() {
        return new AMQP.BasicProperties.Builder()
                .contentType(MessageCodec.CONTENT_TYPE)
                .deliveryMode(2)
                .build();
    }
}
