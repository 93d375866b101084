package io.afos.api.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events in the database. */
@Component
class EventLog {

    private static final String BETWEEN = """
            pg_visible_in_snapshot(transaction, cast(:next as pg_snapshot))
              and not pg_visible_in_snapshot(transaction, cast(:seen as pg_snapshot))
              and (cast(:jobs as bigint[]) is null or jobs && cast(:jobs as bigint[]))
            """;

    /**
     * By transaction: the cost depends only on the new events. Returns all of them, unless there are more than the
     * limit.
     */
    private static final String FEW = "select * from (select id, kind, jobs, data from event where " + BETWEEN + """
              and transaction >= pg_snapshot_xmin(cast(:seen as pg_snapshot))
              and transaction < pg_snapshot_xmax(cast(:next as pg_snapshot))
            limit :limit) few order by id""";

    /** By number: returns pages, but the cost of the first page depends on all stored events. */
    private static final String MANY = "select id, kind, jobs, data from event where " + BETWEEN + """
              and id > :after
            order by id limit :limit""";

    private final JdbcClient jdbc;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The current snapshot. */
    Snapshot now() {
        return new Snapshot(jdbc.sql("select pg_current_snapshot()::text")
                .query(String.class)
                .single());
    }

    /** Whether this database, at the given snapshot, has already passed the position. */
    boolean has(Position position, Snapshot now) {
        return jdbc.sql("""
                        select pg_snapshot_xmax(cast(:position as pg_snapshot)) <= pg_snapshot_xmax(cast(:now as pg_snapshot))""")
                .param(
                        "position",
                        Objects.requireNonNullElse(position.next(), position.seen())
                                .text())
                .param("now", now.text())
                .query(Boolean.class)
                .single();
    }

    /**
     * The next events between two snapshots, in order.
     *
     * @param position a position with a next snapshot
     * @param jobs only events of these jobs; all if empty
     * @return empty if some of these events have been deleted
     */
    Optional<List<Event>> read(Position position, List<Long> jobs, int limit) {
        List<Event> events = position.after() == 0 ? query(FEW, position, jobs, limit) : List.of();
        if (position.after() != 0 || events.size() == limit) {
            events = query(MANY, position, jobs, limit);
        }
        return isKept(position.seen()) ? Optional.of(events) : Optional.empty();
    }

    private List<Event> query(String sql, Position position, List<Long> jobs, int limit) {
        return jdbc.sql(sql)
                .param("seen", position.seen().text())
                .param("next", Objects.requireNonNull(position.next()).text())
                .param("after", position.after())
                .param("jobs", jobs.isEmpty() ? null : jobs.toArray(Long[]::new))
                .param("limit", limit)
                .query(EventLog::event)
                .list();
    }

    /** Whether all events after a snapshot are still stored. */
    private boolean isKept(Snapshot seen) {
        return jdbc.sql("select gone < pg_snapshot_xmin(cast(:seen as pg_snapshot)) from event_retention")
                .param("seen", seen.text())
                .query(Boolean.class)
                .single();
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getString("kind"),
                List.of((Long[]) row.getArray("jobs").getArray()),
                row.getString("data"));
    }
}
