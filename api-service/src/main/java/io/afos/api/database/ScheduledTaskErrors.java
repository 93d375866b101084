package io.afos.api.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told of a scheduled task that failed: of one that the database did not serve no more than that, as it is tried again. */
@Configuration(proxyBeanMethods = false)
class ScheduledTaskErrors {

    private static final Logger log = LoggerFactory.getLogger(ScheduledTaskErrors.class);

    @Bean
    ThreadPoolTaskSchedulerCustomizer toldBriefly() {
        return scheduler -> scheduler.setErrorHandler(thrown -> Unavailability.of(thrown)
                .ifPresentOrElse(
                        reason -> log.warn(
                                "a scheduled task waits, the database {}: {}", reason.words(), thrown.getMessage()),
                        () -> log.error("a scheduled task failed", thrown)));
    }
}
