package io.afos.api.messaging;

import io.afos.model.message.EvaluationTask;
import java.util.List;
import java.util.TreeMap;
import org.springframework.amqp.AmqpException;
import org.springframework.stereotype.Component;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

/** Publishes tasks to the queues from which workers pull. */
@Component
public class TaskPublisher {

    private final ConfirmedPublisher publisher;
    private final TaskQueues queues;

    TaskPublisher(ConfirmedPublisher publisher, TaskQueues queues) {
        this.publisher = publisher;
        this.queues = queues;
    }

    /**
     * Puts each task into the queue of its recipe, in order. Returns once the broker has confirmed every task.
     *
     * @throws AmqpException if it did not; some of the tasks may have got through
     */
    public void publish(List<EvaluationTask> tasks) {
        tasks.stream()
                .collect(groupingBy(task -> task.recipe().queue(), TreeMap::new, toList()))
                .forEach(this::publish);
    }

    private void publish(String queue, List<EvaluationTask> tasks) {
        try {
            publisher.publish(queues.declared(queue), tasks);
        } catch (AmqpException e) {
            queues.forget(queue);
            throw e;
        }
    }
}
