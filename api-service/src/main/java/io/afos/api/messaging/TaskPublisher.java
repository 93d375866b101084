package io.afos.api.messaging;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.QueueNames;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes tasks to the workers' queue. */
@Component
public class TaskPublisher {

    private final ConfirmedPublisher publisher;
    private final QueueNames names;

    TaskPublisher(ConfirmedPublisher publisher, MessagingProperties properties) {
        this.publisher = publisher;
        this.names = properties.names();
    }

    /**
     * Returns once the broker has confirmed every task.
     *
     * @throws org.springframework.amqp.AmqpException if it did not; some of the tasks may have got through
     */
    public void publish(List<EvaluationTask> tasks) {
        publisher.publish(names.tasks(), tasks);
    }
}
