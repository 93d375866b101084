package io.afos.api.messaging;

import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerControl;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells something to all workers that listen; a message may get lost, and nobody may be listening. Who publishes does not wait:
 * a broker that takes nothing at present would hold a request up without limit.
 */
@Component
public class ControlPublisher {

    private static final Logger log = LoggerFactory.getLogger(ControlPublisher.class);

    private static final int MAX_WAITING = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);

    private final RabbitTemplate rabbit;
    private final QueueNames names;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), ControlPublisher::thread);

    ControlPublisher(RabbitTemplate rabbit, MessagingProperties properties) {
        this.rabbit = rabbit;
        this.names = properties.names();
    }

    private static Thread thread(Runnable publishing) {
        var thread = new Thread(publishing, "control-publisher");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns at once. */
    public void publish(WorkerControl control) {
        long asked = System.nanoTime();
        try {
            thread.execute(() -> send(control, asked));
        } catch (RejectedExecutionException full) {
            log.warn("workers are not told {}: too much else waits for the broker", control);
        }
    }

    private void send(WorkerControl control, long asked) {
        if (System.nanoTime() - asked > PATIENCE.toNanos()) {
            log.warn("workers were not told {}: the broker took nothing for {} s", control, PATIENCE.toSeconds());
            return;
        }
        try {
            rabbit.send(names.control(), "", ConfirmedPublisher.message(MessageCodec.encode(control)));
        } catch (AmqpException e) {
            log.warn("workers were not told {}: {}", control, e.getMessage());
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }
}
