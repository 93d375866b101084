package io.afos.api.job;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Pausing, resuming and cancelling. */
class ControlTest extends SystemTest {

    private static final int MAX_QUEUED = 8;

    @Test
    void aPauseTakesBackWhatIsQueuedAndRunning() {
        ScriptedWorker worker = worker(Scripts.hang());
        long id = service().submit(Requests.random(30, 1));
        awaitRunning(1);
        eventually(() -> assertThat(open("QUEUED")).isEqualTo(MAX_QUEUED));

        JsonNode paused = service().control(id, "pause").json();

        assertThat(paused.get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select distinct state || held from evaluation"))
                .containsExactly("PENDINGtrue");
        assertThat(store().texts("select distinct attempt::text from evaluation"))
                .as("a task may be on its way to the broker")
                .containsExactly("2");
        assertThat(store().rows("lease")).isZero();
        long running = worker.pulled().get(0).evaluationId();
        eventually(() -> assertThat(worker.wasTold(running, 1)).isTrue());
        assertThat(store().number("select count(*) from evaluation where failures > 0"))
                .isZero();
    }

    @Test
    void aPausedSearchGetsNothingTrained() {
        long id = service().submit(Requests.random(30, 1));
        eventually(() -> assertThat(open("QUEUED")).isEqualTo(MAX_QUEUED));
        service().control(id, "pause");
        ScriptedWorker worker = worker(Scripts.hang());

        eventually(() -> assertThat(worker.pulled()).hasSize(MAX_QUEUED));

        eventually(() -> assertThat(broker().ready(broker().events())).isZero());
        assertThat(store().texts("select distinct state || held from evaluation"))
                .containsExactly("PENDINGtrue");
        assertThat(broker().ready(broker().tasks())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "1, 12", "2, 7", "3, 20"})
    void aSearchThatWasPausedInBetweenIsTheSameAsAnUndisturbedOne(long seed, int after) {
        String request = Requests.afos(8, 4, seed);
        List<String> undisturbed = undisturbed(request);
        int done = Math.min(after, 12);
        var paused = new CountDownLatch(1);
        ScriptedWorker worker = worker(Scripts.first(done, Scripts.train(), Scripts.trainWhen(paused)));
        long id = service().submit(request);
        eventually(() -> assertThat(worker.pulled()).hasSizeGreaterThanOrEqualTo(done));
        service().control(id, "pause");
        service().awaitState(id, "PAUSED");
        paused.countDown();

        assertThat(service().control(id, "resume").json().get("state").asString())
                .isIn("RUNNING", "COMPLETED");

        service().awaitState(id, "COMPLETED");
        assertThat(store().course(id)).isEqualTo(undisturbed);
        eventually(this::assertNothingIsLeftOver);
    }

    @Test
    void timeInAPauseDoesNotCount() {
        long id = service().submit(Requests.one());
        service().control(id, "pause");
        store().change(
                        "update job set created_at = created_at - interval '1 h', paused_at = paused_at - interval '59 min'");

        assertThat(service().search(id).get("elapsedSeconds").asDouble()).isBetween(59.0, 70.0);
        service().control(id, "resume");
        assertThat(service().search(id).get("elapsedSeconds").asDouble()).isBetween(59.0, 90.0);
    }

    @Test
    void whatAnotherSearchNeedsGoesOnWhenOneIsCancelled() {
        var signal = new CountDownLatch(1);
        ScriptedWorker worker = worker(Scripts.trainWhen(signal));
        long first = service().submit(Requests.random(12, 1));
        long second = service().submit(Requests.random(12, 1));
        awaitRunning(1);
        long running = worker.pulled().get(0).evaluationId();

        service().control(first, "cancel");

        assertThat(store().number("select count(*) from evaluation where state = 'CANCELLED'"))
                .isZero();
        assertThat(store().text("select state || attempt from evaluation where id = ?", running))
                .isEqualTo("RUNNING1");
        assertThat(store().number("select count(*) from demand where job_id = ?", first))
                .isZero();
        signal.countDown();
        service().awaitState(second, "COMPLETED");
        assertThat(worker.wasTold(running, 1)).isFalse();
        assertThat(service().search(first).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(store().texts("select distinct attempt::text from evaluation"))
                .containsExactly("1");
        assertNothingIsLeftOver();
    }

    @Test
    void whatNobodyElseNeedsIsCancelled() {
        ScriptedWorker worker = worker(Scripts.hang());
        long first = service().submit(Requests.random(12, 1));
        long second = service().submit(Requests.one());
        awaitRunning(1);
        long running = worker.pulled().get(0).evaluationId();

        JsonNode cancelled = service().control(first, "cancel").json();

        assertThat(cancelled.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/progress/candidates/OPEN").asInt()).isZero();
        assertThat(cancelled.at("/progress/evaluations/CANCELLED").asInt()).isPositive();
        eventually(() -> assertThat(worker.wasTold(running, 1)).isTrue());
        assertThat(store().texts("""
                        select distinct e.state from evaluation e join candidate c on c.evaluation_id = e.id
                        where c.search_id = ?""", first)).containsExactly("CANCELLED");
        assertThat(store().number("select count(*) from demand where job_id = ?", second))
                .isEqualTo(1);
    }

    @Test
    void whatIsSharedIsHeldWhenAllSearchesArePausedAndGoesOnWithTheFirstResumed() {
        long first = service().submit(Requests.one());
        long second = service().submit(Requests.one());
        service().control(first, "pause");
        assertThat(store().text("select held::text from evaluation")).isEqualTo("false");

        service().control(second, "pause");
        assertThat(store().text("select state || held from evaluation")).isEqualTo("PENDINGtrue");

        service().control(first, "resume");
        worker(Scripts.train());
        service().awaitState(first, "COMPLETED");
        assertThat(service().search(second).get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select state from candidate")).containsExactly("SCORED", "SCORED");
        service().control(second, "resume");
        service().awaitState(second, "COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void whatWasCompletedBeforeACancellationStays() {
        ScriptedWorker worker = worker(Scripts.first(3, Scripts.train(), Scripts.hang()));
        long id = service().submit(Requests.random(12, 1));
        eventually(() -> assertThat(worker.pulled()).hasSize(4));
        eventually(() -> assertThat(open("SUCCEEDED")).isEqualTo(3));

        service().control(id, "cancel");

        assertThat(open("SUCCEEDED")).isEqualTo(3);
        assertThat(store().number("select count(*) from candidate where state = 'SCORED' and rejection is null"))
                .isPositive();
        assertThat(store().rows("standing")).isEqualTo(3);
        assertNothingIsLeftOver();
    }

    @Test
    void everyControlMayBeRepeated() {
        long id = service().submit(Requests.one());
        for (String action : List.of("resume", "pause", "pause", "resume", "resume", "pause", "cancel", "cancel")) {
            assertThat(service().control(id, action).status()).as(action).isEqualTo(200);
        }
        assertThat(service().search(id).get("state").asString()).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @CsvSource({"cancel, pause", "cancel, resume"})
    void whatComesTooLateIsAConflict(String first, String second) {
        long id = service().submit(Requests.one());
        service().control(id, first);

        Reply reply = service().control(id, second);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().get("detail").asString())
                .isEqualTo("job %d is CANCELLED and cannot be %sd".formatted(id, second));
    }

    @ParameterizedTest
    @CsvSource({"pause, paused", "resume, resumed", "cancel, cancelled"})
    void aCompletedSearchCannotBeControlled(String action, String done) {
        worker(Scripts.train());
        long id = service().submit(Requests.one());
        service().awaitState(id, "COMPLETED");

        Reply reply = service().control(id, action);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().get("detail").asString())
                .isEqualTo("job %d is COMPLETED and cannot be %s".formatted(id, done));
    }

    @ParameterizedTest
    @CsvSource({"pause", "resume", "cancel"})
    void aSearchThatIsNotThereCannotBeControlled(String action) {
        assertThat(service().control(4_711, action).status()).isEqualTo(404);
    }

    @Test
    void someFailuresAreTolerated() {
        worker(Scripts.first(5, Scripts.fail("disk full", false), Scripts.train()));

        JsonNode search = service().awaitState(service().submit(Requests.random(30, 1)), "COMPLETED");

        assertThat(search.at("/progress/evaluations/FAILED").asInt()).isEqualTo(5);
        assertThat(search.get("failure").isNull()).isTrue();
    }

    @Test
    void tooManyFailuresFailTheSearchWithTheReason() {
        worker(Scripts.fail("data set cifar10 is missing: put it into data/cifar10", false));

        JsonNode search = service().awaitState(service().submit(Requests.random(30, 1)), "FAILED");

        assertThat(search.get("failure").asString())
                .matches("[6-9]\\d* evaluations failed; last failure: data set cifar10 is missing:"
                        + " put it into data/cifar10");
        assertThat(search.get("finishedAt").isNull()).isFalse();
        assertThat(search.at("/progress/candidates/OPEN").asInt()).isZero();
        assertNothingIsLeftOver();
    }

    @Test
    void aFailedSearchThatIsResumedIsTheSameAsAnUndisturbedOne() {
        String request = Requests.afos(20, 3, 1);
        List<String> undisturbed = undisturbed(request);
        worker(Scripts.fail("data set is missing", false));
        long id = service().submit(request);
        service().awaitState(id, "FAILED");
        endWorkers();

        worker(Scripts.train());
        JsonNode resumed = service().control(id, "resume").json();
        assertThat(resumed.get("failure").isNull()).isTrue();
        assertThat(resumed.get("finishedAt").isNull()).isTrue();

        JsonNode search = service().awaitState(id, "COMPLETED");
        assertThat(store().course(id)).isEqualTo(undisturbed);
        assertThat(search.at("/progress/evaluations/FAILED").asInt()).isZero();
        assertThat(search.at("/baselines/0/state").asString()).isEqualTo("SUCCEEDED");
        eventually(this::assertNothingIsLeftOver);
    }

    private void awaitRunning(long count) {
        eventually(() -> assertThat(open("RUNNING")).isEqualTo(count));
    }

    private long open(String state) {
        return store().number("select count(*) from evaluation where state = ?", state);
    }
}
