package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import io.afos.model.recipe.DataSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.stereotype.Component;

/** The queues of tasks as the broker sees them, one for each data set. */
@Component
public class TaskQueues {

    private static final Logger log = LoggerFactory.getLogger(TaskQueues.class);
    private static final int MOST = 1_000;

    private final AmqpAdmin admin;
    private final MessagingProperties properties;
    private final QueueNames names;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    TaskQueues(AmqpAdmin admin, MessagingProperties properties) {
        this.admin = admin;
        this.properties = properties;
        this.names = properties.names();
    }

    /**
     * Declares the queues of data sets that a worker has: workers may not. Up to {@value #MOST}, as nothing else limits what
     * workers name. Those that the broker does not take now come with the next heartbeat.
     */
    public void offer(List<String> datasets) {
        for (String dataset : datasets) {
            if (declared.size() < MOST && !declared.contains(dataset) && DataSpec.isName(dataset)) {
                try {
                    declared(dataset);
                } catch (AmqpException e) {
                    log.debug("the queue of {} was not declared", dataset, e);
                    return;
                }
            }
        }
    }

    /**
     * The number of tasks that wait for a worker with this data set. A queue that is gone is made anew.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    public long ready(String dataset) {
        var info = admin.getQueueInfo(names.tasks(dataset));
        if (info == null) {
            forget(dataset);
            declared(dataset);
            return 0;
        }
        return info.getMessageCount();
    }

    /**
     * The name of a data set's queue, which is at the broker from now on.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    String declared(String dataset) {
        String name = names.tasks(dataset);
        if (!declared.contains(dataset)) {
            admin.declareQueue(properties.durable(name));
            declared.add(dataset);
        }
        return name;
    }

    /** The queue may be gone. */
    void forget(String dataset) {
        declared.remove(dataset);
    }
}
