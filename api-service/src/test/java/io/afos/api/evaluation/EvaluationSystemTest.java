package io.afos.api.evaluation;

import com.rabbitmq.client.Connection;
import io.afos.api.evaluation.attempt.WorkerEventHandler;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.SystemTest;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerControl;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** One queued evaluation, and what workers say of it. */
abstract class EvaluationSystemTest extends SystemTest {

    static final Outcome.Trained GOOD = new Outcome.Trained(2, false, new Measurement(0.5, 0.75), null, 3, 1_000);

    static final Outcome.Trained OTHER = new Outcome.Trained(2, false, new Measurement(0.25, 0.75), null, 3, 1_000);

    private static final Revoke MARKER = new Revoke(Long.MAX_VALUE, 1);

    @Autowired
    WorkerEventHandler handler;

    private Connection connection;
    private List<WorkerControl> told;
    long search;
    long evaluation;

    @BeforeEach
    void queueOne() {
        connection = broker().connect();
        told = broker().listen(connection);
        search = service().submit(Requests.one());
        evaluation = store().number("select id from evaluation");
        awaitQueued(1);
    }

    @AfterEach
    void disconnect() {
        connection.abort();
    }

    void started(String worker, int attempt) {
        handler.handle(new WorkerEvent.Started(worker, evaluation, attempt));
    }

    void heartbeat(String worker, int attempt, long step) {
        handler.handle(new WorkerEvent.Heartbeat(
                worker, ScriptedWorker.DESCRIPTION, new WorkerEvent.Progress(evaluation, attempt, step, 100, 1_000)));
    }

    void finished(String worker, int attempt, Outcome outcome) {
        handler.handle(new WorkerEvent.Finished(worker, evaluation, attempt, outcome));
    }

    /** Lets the lease of an attempt run out and the service notice. */
    void lose(int attempt) {
        eventually(() -> {
            store().change("update lease set expires_at = now() - interval '1 s' where attempt = ?", attempt);
            assertThat(store().number("select count(*) from lease where attempt = ?", attempt))
                    .isZero();
        });
        if (attempt < 3) {
            awaitQueued(attempt + 1);
        }
    }

    void awaitQueued(int attempt) {
        eventually(() -> assertThat(store().text("select state || ' ' || attempt from evaluation"))
                .isEqualTo("QUEUED " + attempt));
    }

    void assertSucceeded(double fitness) {
        assertThat(store().text("select concat_ws(' ', state, outcome, fitness, failure) from evaluation"))
                .isEqualTo("SUCCEEDED TRAINED " + fitness);
        assertThat(store().text("select concat_ws(' ', state, fitness) from candidate"))
                .isEqualTo("SCORED " + fitness);
        assertThat(store().text("select seeds || ' ' || fitness from standing")).isEqualTo("1 " + fitness);
        assertThat(service().search(search).get("state").asString()).isEqualTo("COMPLETED");
        assertNothingIsLeftOver();
    }

    String evaluation() {
        return store().text("select concat_ws(' ', state, attempt, failures, worker_id) from evaluation");
    }

    String lease() {
        return store().text("select worker_id || ' ' || attempt || ' ' || step from lease");
    }

    /** What workers were told so far: an answer that is certain to come marks the end. */
    List<WorkerControl> told() {
        int before = told.size();
        handler.handle(new WorkerEvent.Started("marker", MARKER.evaluationId(), MARKER.attempt()));
        eventually(() -> {
            List<WorkerControl> now = List.copyOf(told);
            assertThat(now.subList(before, now.size())).contains(MARKER);
        });
        return told.stream().filter(control -> !control.equals(MARKER)).toList();
    }
}
