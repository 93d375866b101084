package io.afos.api.evaluation;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that vanish, hang, come too late or give back, over the real broker. */
class LostWorkerTest extends SystemTest {

    @Test
    void whatALostWorkerTrainedIsTrainedByAnother() {
        String request = Requests.afos(8, 3, 1);
        List<String> undisturbed = undisturbed(request);
        ScriptedWorker lost = worker(Scripts.first(3, Scripts.train(), Scripts.vanishAfterStart()));
        long id = service().submit(request);
        eventually(() -> assertThat(lost.pulled()).hasSize(4));
        long evaluation = lost.pulled().get(3).evaluationId();
        awaitRunning(evaluation);
        store().expireLease(evaluation);
        ScriptedWorker heir = worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(heir.pulled())
                .filteredOn(task -> task.evaluationId() == evaluation)
                .extracting(EvaluationTask::attempt)
                .containsExactly(2);
        assertThat(store().text(
                                "select concat_ws(' ', state, attempt, failures, worker_id, failure) from evaluation where id = ?",
                                evaluation))
                .isEqualTo("SUCCEEDED 2 1 " + heir.id());
        assertThat(store().course(id)).isEqualTo(undisturbed);
        assertNothingIsLeftOver();
    }

    @Test
    void aLeaseRunsOutByItselfWithoutHeartbeats() {
        ScriptedWorker lost = worker(Scripts.vanishAfterStart());
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(lost.pulled()).hasSize(1));
        awaitRunning(lost.pulled().get(0).evaluationId());
        store().change("update lease set expires_at = now() + interval '700 ms'");
        worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(store().text("select attempt || ' ' || failures from evaluation"))
                .isEqualTo("2 1");
    }

    @Test
    void aLeaseWhoseEndCannotBeRecordedDoesNotKeepOthersFromEnding() {
        ScriptedWorker lost = worker(Scripts.vanishAfterStart());
        service().submit(Requests.random(2, 1));
        ScriptedWorker alsoLost = worker(Scripts.vanishAfterStart());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(2));
        long cursed = lost.pulled().get(0).evaluationId();
        long other = alsoLost.pulled().get(0).evaluationId();
        store().change("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'unforeseen'; end $$""");
        store().change(
                        "create trigger fail before delete on lease for each row when (old.evaluation_id = %d) execute function fail()"
                                .formatted(cursed));
        try {
            store().change("update lease set expires_at = now() - interval '1 hour' where evaluation_id = ?", cursed);
            store().expireLease(other);

            eventually(() -> assertThat(store().number("select failures from evaluation where id = ?", other))
                    .isEqualTo(1));
        } finally {
            store().change("drop trigger fail on lease");
            store().change("drop function fail");
        }
    }

    @Test
    void heartbeatsKeepALease() {
        var signal = new CountDownLatch(1);
        worker(Scripts.trainWhen(signal));
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        for (int i = 0; i < 2; i++) {
            store().change("update lease set expires_at = now() + interval '5 s'");
            eventually(() -> assertThat(store().number("select extract(epoch from expires_at - now())::int from lease"))
                    .isGreaterThan(20));
        }
        signal.countDown();

        service().awaitState(id, "COMPLETED");

        assertThat(store().text("select attempt || ' ' || failures from evaluation"))
                .isEqualTo("1 0");
    }

    @Test
    void afterTheLimitTheEvaluationFailsAndTheSearchGoesOn() {
        long id = service().submit(Requests.one());
        for (int attempt = 1; attempt <= 3; attempt++) {
            ScriptedWorker lost = worker(Scripts.vanishAfterStart());
            eventually(() -> assertThat(lost.pulled()).hasSize(1));
            awaitRunning(lost.pulled().get(0).evaluationId());
            store().expireLease(lost.pulled().get(0).evaluationId());
        }

        service().awaitState(id, "COMPLETED");

        assertThat(service()
                        .read("/api/v1/searches/%d/candidates/0".formatted(id))
                        .at("/evaluation/failure")
                        .asString())
                .isEqualTo("gave up after 3 failed attempts: worker worker-3 was lost: its heartbeats ended");
        assertThat(store().text("select state || coalesce(fitness::text, '') from candidate"))
                .isEqualTo("FAILED");
        assertNothingIsLeftOver();
    }

    @Test
    void aWorkerThatLeavesHandsItsTaskOnAtOnce() {
        var signal = new CountDownLatch(1);
        worker(scene -> {
            scene.start();
            scene.await(signal);
            scene.tell(new WorkerEvent.Left("worker-1", scene.progressAt(1)));
            scene.vanish();
        });
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        signal.countDown();
        worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(store().text("select attempt || ' ' || worker_id from evaluation"))
                .isEqualTo("2 worker-2");
    }

    @Test
    void whatIsGivenBackIsDoneAnewWithoutAFailure() {
        ScriptedWorker worker = worker(Scripts.first(
                4,
                scene -> {
                    scene.start();
                    scene.finish(new Outcome.Released("shutting down"));
                },
                Scripts.train()));
        long id = service().submit(Requests.one());

        service().awaitState(id, "COMPLETED");

        assertThat(worker.pulled()).extracting(EvaluationTask::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(store().text("select attempt || ' ' || failures from evaluation"))
                .isEqualTo("5 0");
    }

    @Test
    void aTaskDeliveredAgainGoesToAnotherWorkerAsTheSameAttempt() {
        ScriptedWorker lost = worker(Scripts.vanishBeforeAcknowledging());
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(lost.pulled()).hasSize(1));
        awaitRunning(lost.pulled().get(0).evaluationId());
        ScriptedWorker heir = worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(heir.pulled()).extracting(EvaluationTask::attempt).containsExactly(1);
        assertThat(store().text("select concat_ws(' ', attempt, failures, worker_id) from evaluation"))
                .isEqualTo("1 0 " + heir.id());
        assertNothingIsLeftOver();
    }

    @Test
    void aLateResultOfALostWorkerCountsWhenItIsTheFirst() {
        var signal = new CountDownLatch(1);
        ScriptedWorker slow = worker(Scripts.trainWhen(signal));
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        long evaluation = slow.pulled().get(0).evaluationId();
        eventually(() -> {
            store().expireLease(evaluation);
            assertThat(store().text("select state || attempt from evaluation")).isEqualTo("QUEUED2");
        });
        eventually(() -> assertThat(slow.wasTold(evaluation, 1)).isTrue());
        signal.countDown();
        service().awaitState(id, "COMPLETED");

        eventually(() ->
                assertThat(slow.pulled()).extracting(EvaluationTask::attempt).containsExactly(1, 2));
        eventually(() -> assertThat(slow.wasTold(evaluation, 2)).isTrue());
        eventually(() -> assertThat(broker().ready(broker().events())).isZero());
        assertThat(store().text("select concat_ws(' ', state, attempt, failures) from evaluation"))
                .isEqualTo("SUCCEEDED 2 1");
        eventually(this::assertNothingIsLeftOver);
    }

    @Test
    void aWorkerWhoseAttemptWasTakenBackStopsAndIsNotBlamed() {
        ScriptedWorker worker = worker(Scripts.hang());
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        service().control(id, "pause");
        long evaluation = worker.pulled().get(0).evaluationId();
        eventually(() -> assertThat(worker.wasTold(evaluation, 1)).isTrue());
        service().control(id, "resume");
        eventually(() -> assertThat(worker.pulled()).hasSize(2));
        endWorkers();
        store().expireLease(evaluation);
        worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(store().text("select failures from evaluation")).isEqualTo("1");
    }

    private void awaitRunning(long evaluation) {
        eventually(() -> assertThat(store().number("select count(*) from lease where evaluation_id = ?", evaluation))
                .isEqualTo(1));
    }
}
