package io.afos.api.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes events beyond the age and number limits and records how far, so that a stream that missed events is told to
 * reset.
 */
@Component
class EventRetention {

    private static final Logger log = LoggerFactory.getLogger(EventRetention.class);
    private static final int BATCH = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EventProperties properties;

    EventRetention(JdbcClient jdbc, TransactionTemplate transaction, EventProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "${afos.events.sweep-interval:5s}")
    void sweep() {
        try {
            forgetOtherServers();
            while (deleteSome() == BATCH) {
                log.trace("deleted a batch of events");
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("old events could not be deleted: {}", e.getMessage());
        }
    }

    /** Runs in one process at a time; others skip it. */
    private int deleteSome() {
        return transaction.execute(status -> isMine() ? deleteBatch() : 0);
    }

    private boolean isMine() {
        return !jdbc.sql("select gone::text from event_retention for update skip locked")
                .query(String.class)
                .list()
                .isEmpty();
    }

    /** Looks only at the oldest events, and deletes those that every future snapshot would see. */
    private int deleteBatch() {
        return jdbc.sql("""
                        with oldest as (
                            select id from event order by id limit :batch),
                        deleted as (
                            delete from event
                            where id <= (select max(id) from oldest)
                              and (id <= (select max(id) from event) - :kept
                                   or created_at < now() - make_interval(secs => :seconds))
                              and transaction < pg_snapshot_xmin(pg_current_snapshot())
                            returning transaction),
                        youngest as (
                            select transaction from deleted order by transaction desc limit 1),
                        noted as (
                            update event_retention r set gone = greatest(r.gone, y.transaction) from youngest y)
                        select count(*) from deleted""")
                .param("batch", BATCH)
                .param("kept", properties.maxKept())
                .param("seconds", properties.keep().toSeconds())
                .query(Integer.class)
                .single();
    }

    /**
     * Events restored from a dump of another server can have transaction numbers in this server's future, and would be
     * sent when the server reaches those numbers.
     */
    private void forgetOtherServers() {
        jdbc.sql("""
                        with foreigners as (
                            delete from event where transaction >= pg_snapshot_xmax(pg_current_snapshot()))
                        update event_retention set gone = '0' where gone >= pg_snapshot_xmax(pg_current_snapshot())""").update();
    }
}
