package io.afos.api.evaluation.attempt;

import io.afos.api.messaging.EventMarker;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Up to when all workers' events have been handled, by the database's clock. A marker follows them through their queue, so that
 * neither an outage of the broker nor a backlog is mistaken for the silence of a worker.
 */
@Component
class HandledEvents {

    private static final Logger log = LoggerFactory.getLogger(HandledEvents.class);

    /** A marker that takes longer has met an outage or a backlog. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** A marker may be lost with its queue. */
    private static final Duration LOST = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final EventMarker marker;
    private @Nullable Instant published;

    HandledEvents(JdbcClient jdbc, EventMarker marker) {
        this.jdbc = jdbc;
        this.marker = marker;
    }

    /**
     * Sends a marker if the one before has come back.
     *
     * @return whether that one has not come back and takes unusually long
     * @throws org.springframework.amqp.AmqpException if the broker does not take it
     */
    boolean advance(Instant now) {
        Instant before = published;
        boolean handled = before == null || !until().isBefore(before.truncatedTo(ChronoUnit.MILLIS));
        if (handled || before.plus(LOST).isBefore(now)) {
            marker.publish(now);
            published = now;
        }
        return !handled && before.plus(USUAL).isBefore(now);
    }

    private Instant until() {
        return jdbc.sql("select coalesce(max(until), 'epoch') from handled_events")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** The events before the marker that was sent at this time have been handled. A marker that cannot be noted is dropped. */
    void reached(Instant time) {
        try {
            note(time);
        } catch (DataAccessException e) {
            log.debug("a marker is dropped", e);
        }
    }

    private void note(Instant time) {
        jdbc.sql("""
                        insert into handled_events (id, until) values (1, least(:until, now()))
                        on conflict (id) do update set until = greatest(handled_events.until, excluded.until)""")
                .param("until", OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
                .update();
    }
}
