package io.afos.api.messaging;

import io.afos.model.message.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Workers' events of a version that this API does not know, kept in the database for one that does. */
@Repository
@Transactional
public class NewerEvents {

    private static final Logger log = LoggerFactory.getLogger(NewerEvents.class);

    private final JdbcClient jdbc;
    private final Set<Integer> met = ConcurrentHashMap.newKeySet();

    NewerEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event that this version knows. */
    public record Kept(long id, byte[] body) {}

    public void keep(byte[] body, int version) {
        if (met.add(version)) {
            log.warn("events of version {} are kept for a newer API", version);
        }
        jdbc.sql("insert into newer_event (version, body) values (:version, :body)")
                .param("version", version)
                .param("body", body)
                .update();
    }

    /** The oldest events that an earlier version kept for this one. */
    @Transactional(readOnly = true)
    public List<Kept> known(int limit) {
        return jdbc.sql("select id, body from newer_event where version <= :version order by id limit :limit")
                .param("version", MessageCodec.VERSION)
                .param("limit", limit)
                .query(Kept.class)
                .list();
    }

    public void delete(Kept event) {
        jdbc.sql("delete from newer_event where id = :id")
                .param("id", event.id())
                .update();
    }

    /** Deletes events for which no newer API has come in this time. */
    public void deleteOlderThan(Duration age) {
        int deleted = jdbc.sql("delete from newer_event where kept_at < now() - make_interval(secs => :age)")
                .param("age", age.toSeconds())
                .update();
        if (deleted > 0) {
            log.warn("{} events of a newer version were deleted: no newer API has come", deleted);
        }
    }
}
