package io.afos.api.evaluation.attempt;

import io.afos.api.database.Unavailability;
import io.afos.api.messaging.DeadLetters;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.retry.MessageRecoverer;
import org.springframework.amqp.rabbit.support.ListenerExecutionFailedException;
import org.springframework.boot.amqp.autoconfigure.RabbitListenerRetrySettingsCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

/**
 * What happens to an event that could not be handled. One that can never be handled is put aside; any other (database away,
 * lost race) is tried again several times, and then goes back to its queue.
 */
@Configuration(proxyBeanMethods = false)
class EventRetry {

    private static final Logger log = LoggerFactory.getLogger(EventRetry.class);

    @Bean
    RabbitListenerRetrySettingsCustomizer eventsWorthTryingAgain() {
        return retry -> retry.setExceptionPredicate(thrown -> !isHopeless(thrown));
    }

    @Bean
    MessageRecoverer eventRecoverer(
            DeadLetters dead, WorkerEventHandler handler, ConfigurableApplicationContext service) {
        return (Message message, Throwable cause) -> {
            if (isHopeless(cause) && !service.isClosed()) {
                String reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause));
                endWithoutResult(message, reason, handler);
                dead.bury(message.getBody(), reason);
            } else {
                throw new ImmediateRequeueAmqpException("event goes back to its queue", cause);
            }
        };
    }

    /** A result that cannot be stored ends its evaluation all the same, with the reason: no worker is to blame by its lease. */
    private static void endWithoutResult(Message message, String reason, WorkerEventHandler handler) {
        try {
            handleAsFailed(message, reason, handler);
        } catch (RuntimeException e) {
            if (!isHopeless(e)) {
                throw new ImmediateRequeueAmqpException("event goes back to its queue", e);
            }
            log.error("an evaluation cannot be ended", e);
        }
    }

    private static void handleAsFailed(Message message, String reason, WorkerEventHandler handler) {
        if (MessageCodec.decode(message.getBody(), WorkerEvent.class)
                        instanceof MessageCodec.Readable<WorkerEvent> readable
                && readable.body() instanceof WorkerEvent.Finished finished) {
            String told = finished.outcome() instanceof Outcome.Failed failed ? failed.reason() + "; " : "";
            handler.receive(new WorkerEvent.Finished(
                    finished.workerId(),
                    finished.evaluationId(),
                    finished.attempt(),
                    new Outcome.Failed(
                            String.format(Locale.ROOT, "%sthe result cannot be stored: %s", told, reason), false),
                    finished.token()));
        }
    }

    /** Any other error, also an unknown one, would occur again each time, and the event would go round without end. */
    private static boolean isHopeless(Throwable thrown) {
        return !Unavailability.mayPass(thrown) && !isOfBroker(thrown) && !(thrown instanceof OutOfMemoryError);
    }

    private static boolean isOfBroker(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AmqpException && !(cause instanceof ListenerExecutionFailedException)) {
                return true;
            }
        }
        return false;
    }
}
