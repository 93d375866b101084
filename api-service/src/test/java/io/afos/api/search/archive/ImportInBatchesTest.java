package io.afos.api.search.archive;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An import that is interrupted, or takes long, between its evaluations and its search. */
class ImportInBatchesTest extends SystemTest {

    private static final int LOCK = 4711;

    private String archive;

    @BeforeEach
    void exportOne() {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(8, 3, 1));
        service().awaitState(id, "COMPLETED");
        archive = Archives.export(service(), id);
        endWorkers();
        beginEmpty();
    }

    @AfterEach
    void removeTrigger() {
        store().change("drop trigger if exists intervene on candidate");
        store().change("drop function if exists intervene");
    }

    @Test
    void anInterruptedImportIsContinuedByTheNext() {
        beforeTheLastCandidate("raise exception 'interrupted'");
        assertThat(Archives.read(service(), archive).status()).isEqualTo(500);
        assertThat(store().rows("job")).isZero();
        assertThat(store().rows("candidate")).isZero();
        long evaluations = store().rows("evaluation");
        assertThat(evaluations).isPositive();
        removeTrigger();

        Reply imported = Archives.read(service(), archive);

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(imported.json().get("evaluationsAdded").asLong()).isEqualTo(evaluations);
        assertThat(store().rows("evaluation")).isEqualTo(evaluations);
        Archives.assertSame(Archives.export(service(), imported.json().get("id").asLong()), archive);
    }

    @Test
    void nobodyElseWaitsForAnImport() throws SQLException {
        beforeTheLastCandidate("perform pg_advisory_xact_lock(%d)".formatted(LOCK));
        try (Connection connection = store().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(LOCK));
            CompletableFuture<Reply> importing = CompletableFuture.supplyAsync(() -> Archives.read(service(), archive));
            eventually(() -> assertThat(
                            store().number("select count(*) from pg_locks where locktype = 'advisory' and not granted"))
                    .isEqualTo(1));

            service().awaitState(service().submit(Requests.afos(8, 3, 1)), "COMPLETED");
            assertThat(importing).isNotDone();

            statement.execute("select pg_advisory_unlock(%d)".formatted(LOCK));
            assertThat(importing.join().status()).isEqualTo(201);
        }
    }

    @Test
    void aSearchThatWaitsForTrainingsGetsThemFromAnArchive() {
        long waiting = service().submit(Requests.afos(8, 3, 1));
        worker(Scripts.hang());
        eventually(() -> assertThat(store().number("select count(*) from evaluation where state = 'RUNNING'"))
                .isEqualTo(1));

        Reply imported = Archives.read(service(), archive);

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(imported.json().get("evaluationsKnown").asInt()).isZero();
        service().awaitState(waiting, "COMPLETED");
        assertThat(store().course(waiting))
                .isEqualTo(store().course(imported.json().get("id").asLong()));
        assertThat(store().number("select count(distinct evaluation_id) from epoch"))
                .isEqualTo(store().rows("evaluation"));
        assertNothingIsLeftOver();
    }

    @Test
    void whatIsImportedIsNoNews() {
        assertThat(Archives.read(service(), archive).status()).isEqualTo(201);

        assertThat(store().rows("epoch")).isPositive();
        assertThat(store().texts("select kind from event")).containsExactly("job");
    }

    private void beforeTheLastCandidate(String statement) {
        store().change("""
                create function intervene() returns trigger language plpgsql as $$
                begin
                    if (select state <> 'RUNNING' from job where id = new.search_id) then %s; end if;
                    return new;
                end $$""".formatted(statement));
        store().change("""
                create trigger intervene before insert on candidate for each row when (new.ordinal = 23)
                execute function intervene()""");
    }
}
