package io.afos.api.evaluation;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A request and another transaction each wait for what the other one holds; the database breaks such a ring. */
class DeadlockTest extends SystemTest {

    @Test
    void aPauseThatHadToGiveWayIsTriedAgain() throws SQLException {
        long id = service().submit(Requests.random(10, 1));
        try (Connection other = store().connect();
                Statement sql = other.createStatement()) {
            holdTheLastEvaluation(sql);

            CompletableFuture<Reply> pause =
                    CompletableFuture.supplyAsync(() -> service().control(id, "pause"));
            awaitWaitingService();
            sql.execute("select 1 from job where id = %d for update".formatted(id));
            other.commit();

            assertThat(pause.join().status()).as(pause.join().body()).isEqualTo(200);
        }
        assertThat(service().search(id).get("state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void aSubmissionThatHadToGiveWayIsTriedAgain() throws SQLException {
        service().submit(Requests.random(10, 1));
        try (Connection other = store().connect();
                Statement sql = other.createStatement()) {
            holdTheLastEvaluation(sql);

            CompletableFuture<Reply> submission = CompletableFuture.supplyAsync(
                    () -> service().post("/api/v1/searches", Requests.random(10, 1), "Idempotency-Key", "once"));
            awaitWaitingService();
            sql.execute("select 1 from evaluation where id = (select min(id) from evaluation) for update");
            other.commit();

            assertThat(submission.join().status()).as(submission.join().body()).isEqualTo(202);
        }
        assertThat(store().rows("job")).isEqualTo(2);
    }

    /** This side waits as long as it takes, so that it is the service's that has to give way. */
    private static void holdTheLastEvaluation(Statement sql) throws SQLException {
        sql.getConnection().setAutoCommit(false);
        sql.execute("set local deadlock_timeout = '10min'");
        sql.execute("select 1 from evaluation where id = (select max(id) from evaluation) for update");
    }

    private void awaitWaitingService() {
        eventually(() -> assertThat(store().number("""
                        select count(*) from pg_stat_activity
                        where application_name = 'afos-api' and wait_event_type = 'Lock'""")).isPositive());
    }
}
