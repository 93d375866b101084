package io.afos.api.evaluation;

import io.afos.api.messaging.DeadLetters;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.retry.MessageRecoverer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * What happens to an event that could not be handled after several tries: one that can never be handled is put aside, any
 * other (database away, lost race, newer version) goes back to its queue.
 */
@Configuration(proxyBeanMethods = false)
class EventRetry {

    @Bean
    MessageRecoverer eventRecoverer(DeadLetters dead) {
        return (Message message, Throwable cause) -> {
            if (isHopeless(cause)) {
                dead.bury(message.getBody(), String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause)));
            } else {
                throw new ImmediateRequeueAmqpException("event goes back to its queue", cause);
            }
        };
    }

    private static boolean isHopeless(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException
                    || cause instanceof InvalidDataAccessApiUsageException
                    || cause instanceof IllegalArgumentException
                    || cause instanceof NullPointerException
                    || cause instanceof IllegalStateException) {
                return true;
            }
        }
        return false;
    }
}
