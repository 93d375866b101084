package io.afos.api.webhook;

import io.afos.api.job.JobState;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores messages and their delivery attempts. */
@Component
@Transactional
public class Deliveries {

    private final JdbcClient jdbc;
    private final MessageBody bodies;

    Deliveries(JdbcClient jdbc, MessageBody bodies) {
        this.jdbc = jdbc;
        this.bodies = bodies;
    }

    /**
     * Claims due messages for one attempt each. No other process claims them until the lease expires; then this process
     * counts as lost and the next attempt is due.
     *
     * @param perReceiver the maximum number of messages to one server
     * @param busy servers that take no further messages for now
     */
    List<Message> claim(int limit, int perReceiver, Collection<String> busy, Duration lease) {
        List<Claimed> claimed = jdbc.sql("""
                        update webhook_delivery d
                        set attempts = d.attempts + 1, next_attempt_at = now() + make_interval(secs => :lease)
                        from webhook w
                        where w.id = d.webhook_id and d.id in (
                            select id from webhook_delivery
                            where state = 'PENDING' and next_attempt_at <= now() and id in (
                                select id from (
                                    select due.id, due.next_attempt_at, row_number() over (
                                        partition by owner.receiver order by due.next_attempt_at, due.id) as place
                                    from webhook_delivery due join webhook owner on owner.id = due.webhook_id
                                    where due.state = 'PENDING' and due.next_attempt_at <= now()
                                      and owner.receiver <> all(:busy)) ranked
                                where place <= :perReceiver order by next_attempt_at limit :limit)
                            for update skip locked)
                        returning d.id, d.attempts, w.job_id, w.url, w.secret, d.message_id, d.job_state, d.occurred_at, d.body""")
                .param("limit", limit)
                .param("perReceiver", perReceiver)
                .param("busy", busy.toArray(String[]::new))
                .param("lease", lease.toMillis() / 1000.0)
                .query(Deliveries::claimed)
                .list();
        return claimed.stream().map(this::message).toList();
    }

    private Message message(Claimed claimed) {
        String body = claimed.body;
        if (body == null) {
            body = bodies.of(claimed.jobId, claimed.jobState, claimed.occurredAt.toInstant());
            jdbc.sql("update webhook_delivery set body = :body where id = :id")
                    .param("body", body)
                    .param("id", claimed.id)
                    .update();
        }
        return new Message(
                claimed.id,
                claimed.attempt,
                URI.create(claimed.url),
                new Secret(claimed.secret),
                claimed.messageId,
                body);
    }

    /**
     * Records the result of an attempt. Does nothing if the webhook has been deleted in the meantime.
     *
     * @param nextDelay time until the next attempt, if the message is still pending
     */
    void record(Message message, DeliveryAttempt attempt, DeliveryView.State state, Duration nextDelay) {
        jdbc.sql("""
                        with delivery as (
                            update webhook_delivery
                            set state = :state, next_attempt_at = now() + make_interval(secs => :delay)
                            where id = :id and attempts = :attempt returning id)
                        insert into webhook_attempt (delivery_id, attempt, begun_at, status, seconds, error)
                        select id, :attempt, :begunAt, :status, :seconds, :error from delivery""")
                .param("id", message.deliveryId())
                .param("attempt", message.attempt())
                .param("state", state.name())
                .param("delay", nextDelay.toMillis() / 1000.0)
                .param("begunAt", OffsetDateTime.ofInstant(attempt.begunAt(), ZoneOffset.UTC))
                .param("status", attempt.status())
                .param("seconds", attempt.seconds())
                .param("error", attempt.error())
                .update();
    }

    /**
     * Deletes messages that were delivered or abandoned this long ago, with their attempts.
     *
     * @return how many there were, at most {@code limit}
     */
    int deleteOlderThan(Duration age, int limit) {
        return jdbc.sql("""
                        delete from webhook_delivery where id in (
                            select id from webhook_delivery
                            where state <> 'PENDING' and next_attempt_at < now() - make_interval(secs => :age)
                            order by next_attempt_at limit :limit)""").param("age", age.toSeconds()).param("limit", limit).update();
    }

    /** The messages of a webhook with all attempts, newest first. */
    @Transactional(readOnly = true)
    public List<DeliveryView> log(long webhookId, @Nullable Long before, int limit) {
        List<DeliveryView> deliveries = jdbc.sql("""
                        select * from webhook_delivery
                        where webhook_id = :webhook and (cast(:before as bigint) is null or id < :before)
                        order by id desc limit :limit""")
                .param("webhook", webhookId)
                .param("before", before)
                .param("limit", limit)
                .query(Deliveries::view)
                .list();
        Map<Long, List<DeliveryAttempt>> attempts =
                attempts(deliveries.stream().map(DeliveryView::id).toArray(Long[]::new));
        return deliveries.stream()
                .map(delivery -> delivery.withAttempts(attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }

    private Map<Long, List<DeliveryAttempt>> attempts(Long[] deliveries) {
        var attempts = new HashMap<Long, List<DeliveryAttempt>>();
        jdbc.sql("""
                        select * from webhook_attempt where delivery_id = any(:deliveries) order by delivery_id, attempt""")
                .param("deliveries", deliveries)
                .query((row, number) -> attempts.computeIfAbsent(row.getLong("delivery_id"), id -> new ArrayList<>())
                        .add(attempt(row)))
                .list();
        return attempts;
    }

    private static DeliveryAttempt attempt(ResultSet row) throws SQLException {
        return new DeliveryAttempt(
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getObject("status", Integer.class),
                row.getDouble("seconds"),
                row.getString("error"));
    }

    private static DeliveryView view(ResultSet row, int number) throws SQLException {
        var state = DeliveryView.State.valueOf(row.getString("state"));
        return new DeliveryView(
                row.getLong("id"),
                Message.id(row.getObject("message_id", UUID.class)),
                JobState.valueOf(row.getString("job_state")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                state,
                state == DeliveryView.State.PENDING
                        ? row.getObject("next_attempt_at", OffsetDateTime.class).toInstant()
                        : null,
                List.of());
    }

    private static Claimed claimed(ResultSet row, int number) throws SQLException {
        return new Claimed(
                row.getLong("id"),
                row.getInt("attempts"),
                row.getLong("job_id"),
                row.getString("url"),
                row.getString("secret"),
                row.getObject("message_id", UUID.class),
                JobState.valueOf(row.getString("job_state")),
                row.getObject("occurred_at", OffsetDateTime.class),
                row.getString("body"));
    }

    private record Claimed(
            long id,
            int attempt,
            long jobId,
            String url,
            String secret,
            UUID messageId,
            JobState jobState,
            OffsetDateTime occurredAt,
            @Nullable String body) {}
}
