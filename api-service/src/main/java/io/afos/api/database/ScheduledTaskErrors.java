package io.afos.api.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Logs failures of scheduled tasks. If the database was unavailable, the log has only a short warning, since the task
 * runs again.
 */
@Configuration(proxyBeanMethods = false)
class ScheduledTaskErrors {

    private static final Logger log = LoggerFactory.getLogger(ScheduledTaskErrors.class);

    @Bean
    ThreadPoolTaskSchedulerCustomizer toldBriefly() {
        return scheduler -> scheduler.setErrorHandler(thrown -> Unavailability.of(thrown)
                .ifPresentOrElse(
                        reason -> log.warn(
                                "a scheduled task will be retried, the database {}: {}",
                                reason.words(),
                                thrown.getMessage()),
                        () -> log.error("a scheduled task failed", thrown)));
    }
}
