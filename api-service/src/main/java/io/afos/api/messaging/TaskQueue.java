package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.stereotype.Component;

/** The queue of tasks as the broker sees it. */
@Component
public class TaskQueue {

    private final AmqpAdmin admin;
    private final QueueNames names;

    TaskQueue(AmqpAdmin admin, MessagingProperties properties) {
        this.admin = admin;
        this.names = properties.names();
    }

    /**
     * The number of tasks that wait for a worker. A queue that is gone is made anew.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    public long ready() {
        var info = admin.getQueueInfo(names.tasks());
        if (info == null) {
            admin.initialize();
            return 0;
        }
        return info.getMessageCount();
    }
}
