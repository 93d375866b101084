package io.afos.trainer.worker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Started;
import io.afos.model.recipe.ImageRecipe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Takes one task at a time from the queues of the data sets that this worker can use, in turn. A task is acknowledged
 * only after the broker has confirmed the message that it was started; if anything fails before, it stays in its queue. A revoked
 * task is given back in so many words: a database that was restored uses ids and attempts again that were revoked before.
 */
final class TaskPuller {

    private static final Logger log = LoggerFactory.getLogger(TaskPuller.class);

    private static final Duration BEFORE_LOOKING_AGAIN = Duration.ofSeconds(2);

    private final RabbitTemplate rabbit;
    private final AmqpAdmin admin;
    private final Publisher publisher;
    private final RevokedAttempts revoked;
    private final QueueNames names;
    private final String workerId;
    private final Supplier<List<String>> datasets;
    private final Set<String> found = new HashSet<>();
    private final Map<String, Long> missing = new HashMap<>();
    private String last = "";

    TaskPuller(
            RabbitTemplate rabbit,
            AmqpAdmin admin,
            Publisher publisher,
            RevokedAttempts revoked,
            QueueNames names,
            String workerId,
            Supplier<List<String>> datasets) {
        this.rabbit = rabbit;
        this.admin = admin;
        this.publisher = publisher;
        this.revoked = revoked;
        this.names = names;
        this.workerId = workerId;
        this.datasets = datasets;
    }

    /**
     * Asks for the next task.
     *
     * @throws AmqpException if the broker cannot be reached or does not confirm
     */
    Pull pull() {
        try {
            List<String> inTurn = inTurn().stream().filter(this::hasQueue).toList();
            Pull result = rabbit.execute(channel -> pull(channel, inTurn));
            return result == null ? new Pull.Nothing() : result;
        } catch (AmqpException e) {
            found.clear(); // a queue may have been deleted
            throw e;
        }
    }

    private Pull pull(Channel channel, List<String> inTurn) throws IOException {
        Pull result = new Pull.Nothing();
        for (String queue : inTurn) {
            Pull pull = pull(channel, names.tasks(queue));
            if (pull instanceof Pull.Taken || pull instanceof Pull.Dropped) {
                last = queue;
                return pull;
            }
            if (pull instanceof Pull.NotForUs) {
                result = pull;
            }
        }
        return result;
    }

    /** The queues of its data sets, that of the last task at the end. */
    private List<String> inTurn() {
        var inTurn = new ArrayList<String>();
        for (String dataset : datasets.get()) {
            inTurn.add(dataset);
            inTurn.add(ImageRecipe.networksQueue(dataset));
        }
        Collections.rotate(inTurn, -1 - inTurn.indexOf(last));
        return inTurn;
    }

    /** The API declares the queues of the data sets that workers have, and a worker may not. */
    private boolean hasQueue(String queue) {
        String name = names.tasks(queue);
        if (found.contains(name)) {
            return true;
        }
        Long looked = missing.get(name);
        if (looked != null && System.nanoTime() - looked < BEFORE_LOOKING_AGAIN.toNanos()) {
            return false;
        }
        if (admin.getQueueInfo(name) == null) {
            missing.put(name, System.nanoTime());
            return false;
        }
        missing.remove(name);
        return found.add(name);
    }

    private Pull pull(Channel channel, String queue) throws IOException {
        GetResponse response = channel.basicGet(queue, false);
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
        log.warn("moved a message that is not a task to the dead-letter queue: {}", received);
        acknowledgeOnceTold(channel, tag, () -> publisher.bury(response.getBody()));
        return new Pull.Dropped();
    }

    private Pull take(Channel channel, long tag, EvaluationTask task) throws IOException {
        if (revoked.cover(task)) {
            var released = new Finished(
                    workerId,
                    task.evaluationId(),
                    task.attempt(),
                    new Outcome.Released("told to stop before the start"),
                    task.token());
            acknowledgeOnceTold(channel, tag, () -> publisher.deliver(released));
            return new Pull.Dropped();
        }
        var started = new Started(workerId, task.evaluationId(), task.attempt(), task.token());
        acknowledgeOnceTold(channel, tag, () -> publisher.deliver(started));
        return new Pull.Taken(task);
    }

    /** The channel outlives this call: a message that is neither acknowledged nor given back stays with this worker. */
    private static void acknowledgeOnceTold(Channel channel, long tag, Runnable telling) throws IOException {
        try {
            telling.run();
        } catch (AmqpException e) {
            channel.basicNack(tag, false, true);
            throw e;
        }
        channel.basicAck(tag, false);
    }
}
