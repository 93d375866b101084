package io.afos.api.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TroubleLimitTest {

    private final LoggerContext loggers = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();

    @BeforeEach
    void setUp() {
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        written.setContext(loggers);
        written.start();
        root.addAppender(written);
        loggers.addTurboFilter(new TroubleLimit(now::get));
    }

    @Test
    void leavesOutWhatALoggerTellsOfTroubleTooOftenAndSaysSo() {
        Logger flooding = loggers.getLogger("flooding");
        for (int i = 0; i < 1_000; i++) {
            flooding.warn("the database did not answer: {}", i, new IllegalStateException());
        }
        loggers.getLogger("other").error("something else");

        assertThat(messages()).hasSize(TroubleLimit.PER_MINUTE + 2).contains("something else");
        assertThat(messages().get(TroubleLimit.PER_MINUTE))
                .isEqualTo("flooding has logged 20 warnings and errors within a minute; further ones are suppressed");
    }

    @Test
    void beginsAnewAfterAMinute() {
        Logger flooding = loggers.getLogger("flooding");
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 100; i++) {
                flooding.error("trouble");
            }
            now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }

        assertThat(messages()).hasSize(3 * (TroubleLimit.PER_MINUTE + 1));
    }

    @Test
    void leavesOutNothingElse() {
        Logger talkative = loggers.getLogger("talkative");
        for (int i = 0; i < 1_000; i++) {
            talkative.info("all is well");
            talkative.debug("not written");
            assertThat(talkative.isWarnEnabled()).isTrue();
        }

        assertThat(messages()).hasSize(1_000);
    }

    private List<String> messages() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
