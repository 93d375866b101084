package io.afos.api.evaluation.attempt;

import io.afos.api.messaging.DeadLetters;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import java.time.DateTimeException;
import java.util.Locale;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.retry.MessageRecoverer;
import org.springframework.boot.amqp.autoconfigure.RabbitListenerRetrySettingsCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What happens to an event that could not be handled. One that can never be handled is put aside; any other (database away,
 * lost race) is tried again several times, and then goes back to its queue.
 */
@Configuration(proxyBeanMethods = false)
class EventRetry {

    @Bean
    RabbitListenerRetrySettingsCustomizer eventsWorthTryingAgain() {
        return retry -> retry.setExceptionPredicate(thrown -> !isHopeless(thrown));
    }

    @Bean
    MessageRecoverer eventRecoverer(DeadLetters dead, WorkerEventHandler handler) {
        return (Message message, Throwable cause) -> {
            if (isHopeless(cause)) {
                String reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause));
                try {
                    endWithoutResult(message, reason, handler);
                } catch (RuntimeException e) {
                    throw new ImmediateRequeueAmqpException("event goes back to its queue", e);
                }
                dead.bury(message.getBody(), reason);
            } else {
                throw new ImmediateRequeueAmqpException("event goes back to its queue", cause);
            }
        };
    }

    /** A result that cannot be stored ends its evaluation all the same, with the reason: no worker is to blame by its lease. */
    private static void endWithoutResult(Message message, String reason, WorkerEventHandler handler) {
        if (MessageCodec.decode(message.getBody(), WorkerEvent.class)
                        instanceof MessageCodec.Readable<WorkerEvent> readable
                && readable.body() instanceof WorkerEvent.Finished finished) {
            String told = finished.outcome() instanceof Outcome.Failed failed ? failed.reason() + "; " : "";
            handler.handle(new WorkerEvent.Finished(
                    finished.workerId(),
                    finished.evaluationId(),
                    finished.attempt(),
                    new Outcome.Failed(
                            String.format(Locale.ROOT, "%sthe result cannot be stored: %s", told, reason), false)));
        }
    }

    /** The event itself is wrong: with a database at hand, it would fail the same way again. */
    private static boolean isHopeless(Throwable thrown) {
        return !isCausedBy(thrown, TransactionException.class)
                && !isCausedBy(thrown, TransientDataAccessException.class)
                && !isCausedBy(thrown, NonTransientDataAccessResourceException.class)
                && (isCausedBy(thrown, DataIntegrityViolationException.class)
                        || isCausedBy(thrown, IllegalArgumentException.class)
                        || isCausedBy(thrown, ArithmeticException.class)
                        || isCausedBy(thrown, DateTimeException.class)
                        || isCausedBy(thrown, NullPointerException.class));
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
