package io.afos.trainer.worker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerEvent.Started;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Takes one task at a time. A task is acknowledged only when the broker has our word that it is started; if anything fails
 * before, it stays in the queue.
 */
final class TaskQueue {

    private static final Logger log = LoggerFactory.getLogger(TaskQueue.class);

    private final RabbitTemplate rabbit;
    private final Publisher publisher;
    private final Revocations revocations;
    private final QueueNames names;
    private final String workerId;

    TaskQueue(
            RabbitTemplate rabbit,
            Publisher publisher,
            Revocations revocations,
            MessagingSettings settings,
            String workerId) {
        this.rabbit = rabbit;
        this.publisher = publisher;
        this.revocations = revocations;
        this.names = settings.names();
        this.workerId = workerId;
    }

    /**
     * Asks for the next task.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached or does not confirm
     */
    Pull pull() {
        Pull result = rabbit.execute(this::pull);
        return result == null ? new Pull.Nothing() : result;
    }

    private Pull pull(Channel channel) throws IOException {
        GetResponse response = channel.basicGet(names.tasks(), false);
        if (response == null) {
            return new Pull.Nothing();
        }
        long tag = response.getEnvelope().getDeliveryTag();
        var received = MessageCodec.decode(response.getBody(), EvaluationTask.class);
        if (received instanceof MessageCodec.Newer<EvaluationTask> newer) {
            log.info("left a task of version {} for a newer worker", newer.version());
            channel.basicReject(tag, true);
            return new Pull.NotForUs();
        }
        if (received instanceof MessageCodec.Readable<EvaluationTask> readable) {
            return take(channel, tag, readable.body());
        }
        log.warn("put aside a message that is no task: {}", received);
        publisher.bury(response.getBody());
        channel.basicAck(tag, false);
        return new Pull.Dropped();
    }

    private Pull take(Channel channel, long tag, EvaluationTask task) throws IOException {
        if (revocations.cover(task)) {
            channel.basicAck(tag, false);
            return new Pull.Dropped();
        }
        publisher.deliver(new Started(workerId, task.evaluationId(), task.attempt()));
        channel.basicAck(tag, false);
        return new Pull.Taken(task);
    }
}
