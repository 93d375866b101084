package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.stereotype.Component;

/** The queues of tasks as the broker sees them: for each data set one, and one of trainings of uploaded networks. */
@Component
public class TaskQueues {

    private static final Logger log = LoggerFactory.getLogger(TaskQueues.class);
    private static final int MOST = 2_000;

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
     * Declares the queues from which a worker takes tasks: workers may not. Up to {@value #MOST}, as nothing else limits what
     * workers name. Those that the broker does not take now come with the next heartbeat.
     */
    public void offer(List<String> wanted) {
        for (String queue : wanted) {
            if (declared.size() < MOST && !declared.contains(queue) && DataSpec.isName(ImageRecipe.datasetOf(queue))) {
                try {
                    declared(queue);
                } catch (AmqpException e) {
                    log.debug("the queue {} was not declared", queue, e);
                    return;
                }
            }
        }
    }

    /**
     * The number of tasks that wait in a queue. A queue that is gone is made anew.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    public long ready(String queue) {
        var info = admin.getQueueInfo(names.tasks(queue));
        if (info == null) {
            forget(queue);
            declared(queue);
            return 0;
        }
        return info.getMessageCount();
    }

    /**
     * The name of a queue at the broker, which is at the broker from now on.
     *
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    String declared(String queue) {
        String name = names.tasks(queue);
        if (!declared.contains(queue)) {
            admin.declareQueue(properties.durable(name));
            declared.add(queue);
        }
        return name;
    }

    /** The queue may be gone. */
    void forget(String queue) {
        declared.remove(queue);
    }
}
