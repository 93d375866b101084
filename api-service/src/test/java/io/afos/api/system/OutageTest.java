package io.afos.api.system;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker or the database goes away under the service and comes back. */
class OutageTest extends SystemTest {

    @Autowired
    private HikariDataSource connections;

    /** The pool would give broken connections to whoever comes next. */
    @AfterEach
    void forgetBrokenConnections() {
        installation().toDatabase().mend();
        connections.getHikariPoolMXBean().softEvictConnections();
        eventually(() -> assertThat(service().get("/api/v1/searches").status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void brokenConnectionsToTheBrokerDoNotChangeTheSearch(long seed) {
        List<String> undisturbed = undisturbed(seed);
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.afos(10, 4, seed));
        for (int cut = 1; cut <= 5; cut++) {
            int pulled = 3 * cut;
            eventually(() -> assertThat(worker.pulled()).hasSizeGreaterThanOrEqualTo(pulled));
            installation().toBroker().drop();
        }

        awaitCompleted(id, worker);

        assertThat(store().course(id)).isEqualTo(undisturbed);
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
        eventually(this::assertNothingIsLeftOver);
    }

    @Test
    void searchesAreTakenInWhileTheBrokerIsAway() {
        installation().toBroker().cut();
        long id = service().submit(Requests.random(10, 1));
        assertThat(service().search(id).get("state").asString()).isEqualTo("RUNNING");
        eventually(() -> assertThat(store().number("select count(*) from evaluation where state <> 'PENDING'"))
                .isZero());

        installation().toBroker().mend();
        ScriptedWorker worker = worker(Scripts.train());

        awaitCompleted(id, worker);
        assertNothingIsLeftOver();
    }

    @Test
    void searchesCanBeControlledWhileTheBrokerIsAway() {
        long id = service().submit(Requests.random(10, 1));
        installation().toBroker().cut();

        assertThat(service().control(id, "pause").status()).isEqualTo(200);
        assertThat(service().control(id, "resume").status()).isEqualTo(200);
        assertThat(service().control(id, "cancel").status()).isEqualTo(200);
        assertThat(service().search(id).get("state").asString()).isEqualTo("CANCELLED");
        assertNothingIsLeftOver();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void brokenConnectionsToTheDatabaseDoNotChangeTheSearch(long seed) {
        List<String> undisturbed = undisturbed(seed);
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.afos(10, 4, seed));
        for (int cut = 1; cut <= 5; cut++) {
            int pulled = 3 * cut;
            eventually(() -> assertThat(worker.pulled()).hasSizeGreaterThanOrEqualTo(pulled));
            installation().toDatabase().drop();
        }

        awaitCompleted(id, worker);

        assertThat(store().course(id)).isEqualTo(undisturbed);
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
        eventually(this::assertNothingIsLeftOver);
    }

    @Test
    void noEventIsLostWhileTheDatabaseIsAway() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.random(40, 1));
        eventually(() -> assertThat(worker.pulled()).hasSizeGreaterThan(3));
        installation().toDatabase().cut();
        eventually(() -> assertThat(broker().ready(broker().tasks())).isZero());

        installation().toDatabase().mend();

        awaitCompleted(id, worker);
        // A task that the broker confirmed, but that the database could not mark as queued any more, is sent once more.
        assertThat(new HashSet<>(worker.pulled()))
                .as("no second attempt at anything")
                .hasSize((int) store().rows("evaluation"));
        assertThat(store().texts("select distinct attempt || ' ' || failures from evaluation"))
                .containsExactly("1 0");
        // An event that had to be tried again may come after the search's end.
        eventually(() ->
                assertThat(store().number("select count(*) from epoch")).isEqualTo(2 * store().rows("evaluation")));
        eventually(this::assertNothingIsLeftOver);
    }

    @Test
    void requestsAreToldThatTheDatabaseIsAway() {
        long id = service().submit(Requests.one());
        installation().toDatabase().cut();

        List<HttpResponse<String>> answers = Stream.<Supplier<ServiceClient.Reply>>of(
                        () -> service().get("/api/v1/searches/" + id),
                        () -> service().get("/api/v1/searches"),
                        () -> service().get("/api/v1/leaderboard"),
                        () -> service().get("/api/v1/workers"),
                        () -> service().post("/api/v1/searches", Requests.one()),
                        () -> service().control(id, "pause"))
                .map(CompletableFuture::supplyAsync)
                .toList()
                .stream()
                .map(reply -> reply.join().response())
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(answer.body())
                    .contains("The database did not respond")
                    .doesNotContain("Exception", "org.", "SQL");
        });
        installation().toDatabase().mend();
        eventually(() ->
                assertThat(service().get("/api/v1/searches/" + id).status()).isEqualTo(200));
        eventually(() -> assertThat(health()).isEqualTo("UP"));
    }

    @Test
    void noThreadWaitsWithoutLimitForADatabaseThatFellSilent() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.random(40, 1));
        eventually(() -> assertThat(worker.pulled()).hasSizeGreaterThan(3));

        installation().toDatabase().hold();
        assertThat(service().get("/api/v1/searches/" + id).status()).isEqualTo(503);
        eventually(() -> assertThat(connections.getHikariPoolMXBean().getActiveConnections())
                .isZero());
        installation().toDatabase().mend();

        awaitCompleted(id, worker);
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
    }

    private String health() {
        JsonNode health =
                serviceAs(ServiceClient.READER).get("/actuator/health").json();
        return health.get("status").asString();
    }

    private void awaitCompleted(long id, ScriptedWorker worker) {
        eventually(() -> assertThat(store().text("select state from job where id = ?", id))
                .as("pulled " + worker.pulled().size())
                .isEqualTo("COMPLETED"));
    }

    private List<String> undisturbed(long seed) {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(10, 4, seed));
        service().awaitState(id, "COMPLETED");
        List<String> course = store().course(id);
        endWorkers();
        beginEmpty();
        return course;
    }
}
