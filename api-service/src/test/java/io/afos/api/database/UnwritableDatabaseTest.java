package io.afos.api.database;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that answers, but takes no changes: after a failover, or with a full disk. */
@ExtendWith(OutputCaptureExtension.class)
class UnwritableDatabaseTest extends SystemTest {

    @AfterEach
    void makeWritable() {
        store().change(alter("reset default_transaction_read_only"));
        store().change("drop trigger if exists no_space on job");
        store().change("drop function if exists no_space()");
        eventually(() -> assertThat(readiness()).isEqualTo(200));
    }

    @Test
    void aReadOnlyDatabaseIsToldAndRecoveredFromWithoutHelp(CapturedOutput output) {
        long id = service().submit(Requests.one());
        makeReadOnly();

        eventually(() -> assertThat(
                        service().post("/api/v1/searches", Requests.one()).body())
                .contains("The database is read-only and accepts no changes; try again in some seconds."));
        int connectionsWereCut = output.getAll().length();
        assertThat(List.of(
                        service().post("/api/v1/searches", Requests.one()),
                        service().post("/api/v1/benchmarks", "{\"preset\": \"quick\"}"),
                        service().control(id, "pause"),
                        service().control(id, "cancel")))
                .allSatisfy(UnwritableDatabaseTest::assertUnavailable);
        assertThat(service().get("/api/v1/searches/" + id).status()).isEqualTo(200);
        assertThat(service().get("/api/v1/searches").status()).isEqualTo(200);
        eventually(() -> assertThat(readiness()).isEqualTo(503));

        store().change(alter("reset default_transaction_read_only"));

        var statuses = new ArrayList<Integer>();
        eventually(() -> {
            statuses.add(service().post("/api/v1/searches", Requests.one()).status());
            // by each connection of the pool
            assertThat(statuses).endsWith(Collections.nCopies(20, 202).toArray(Integer[]::new));
        });
        assertThat(statuses).containsOnly(202, 503);
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        assertThat(output.getAll().substring(connectionsWereCut)).doesNotContain("\tat ");
    }

    @Test
    void aFullDiskIsToldAndWrittenOfOnlySoOften(CapturedOutput output) {
        store().change("""
                create function no_space() returns trigger language plpgsql as $$ begin
                raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100'; end $$""");
        store().change("create trigger no_space before insert or update on job execute function no_space()");

        for (int i = 0; i < 100; i++) {
            Reply reply = service().post("/api/v1/searches", Requests.one());
            assertUnavailable(reply);
            assertThat(reply.body()).contains("has run out of disk space");
        }
        assertThat(readiness()).isEqualTo(503);
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains("No space left"))
                        .count())
                .isBetween(1L, 100L);
        assertThat(output.getAll()).doesNotContain("\tat ");

        store().change("drop trigger no_space on job");

        service().submit(Requests.one());
        eventually(() -> assertThat(readiness()).isEqualTo(200));
    }

    /** As after a failover to a standby: what is connected is cut, and new sessions can only read. */
    private void makeReadOnly() {
        store().change(alter("set default_transaction_read_only = on"));
        store().texts("""
                select pg_terminate_backend(pid)::text from pg_stat_activity
                where datname = current_database() and application_name = 'afos-api'""");
    }

    private String alter(String what) {
        return "alter database \"%s\" %s".formatted(store().text("select current_database()"), what);
    }

    private int readiness() {
        return serviceAs(ServiceClient.READER).get("/actuator/health/readiness").status();
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    }
}
