package io.afos.api.evaluation;

import io.afos.api.system.Broker;
import io.afos.api.system.ScriptedWorker;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.MessageCodec.Readable;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker speaks for itself and for attempts that it was given, and for nothing else. */
class FenceTest extends EvaluationSystemTest {

    private static final String MADE_UP = "A".repeat(43);

    @Autowired
    private MeterRegistry meters;

    static Stream<Outcome> ends() {
        return Stream.of(
                GOOD, new Outcome.Diverged(1, 1, 1), new Outcome.Failed("no", false), new Outcome.Released("no"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whoWasNotGivenAnAttemptCannotEndIt(Outcome outcome) {
        started("w1", 1);
        for (String token : new String[] {null, "", MADE_UP}) {
            send(new WorkerEvent.Finished("w1", evaluation, 1, outcome, token));
        }

        awaitRefused(3);
        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1");
        assertThat(told()).isEmpty();
    }

    @Test
    void whoWasNotGivenAnAttemptCannotStartItDrawItsCurveOrLetItsWorkerStop() {
        send(new WorkerEvent.Started("w2", evaluation, 1));
        send(new WorkerEvent.Started("w2", evaluation, Integer.MAX_VALUE, MADE_UP));
        awaitRefused(2);
        assertThat(evaluation()).isEqualTo("QUEUED 1 0");
        started("w1", 1);

        send(new WorkerEvent.EpochFinished(
                "w1", evaluation, 1, new WorkerEvent.EpochMetrics(1, 1, 0.5, GOOD.measurement(), 1, 1_000), MADE_UP));
        send(heartbeat("w2", Integer.MAX_VALUE));
        send(new WorkerEvent.Left("w1", new WorkerEvent.Progress(evaluation, 1, 1, 1, 1, MADE_UP)));

        awaitRefused(5);
        assertThat(store().rows("epoch")).isZero();
        assertThat(lease()).isEqualTo("w1 1 0");
        assertThat(store().texts("select concat_ws(' ', id, evaluation_id) from worker"))
                .containsExactly("w2");
        assertThat(told()).isEmpty();
    }

    @Test
    void theTokenOfTheTaskIsThatOfItsEvents() {
        String token = token();
        send(new WorkerEvent.Started("w1", evaluation, 1, token));
        eventually(() -> assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1"));
        send(new WorkerEvent.Finished("w1", evaluation, 2, GOOD, token));
        awaitRefused(1);

        send(new WorkerEvent.Finished("w1", evaluation, 1, GOOD, token));

        eventually(() -> assertSucceeded(1.5));
    }

    @Test
    void theTokenOfAnEvaluationThatWasLostWithABackupIsNotThatOfItsSuccessor() {
        String token = token();
        store().change("update evaluation set created_at = created_at + interval '1 microsecond'");

        send(new WorkerEvent.Finished("w1", evaluation, 1, GOOD, token));

        awaitRefused(1);
        assertThat(evaluation()).isEqualTo("QUEUED 1 0");
    }

    @Test
    void whatWasGivenBeforeThereWereTokensNeedsNone() {
        store().change("update evaluation set untokened = 1");

        broker().sendRaw("""
                {"version": 2, "body": {"type": "started", "workerId": "w1", "evaluationId": %d, "attempt": 1}}""".formatted(evaluation).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        eventually(() -> assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1"));
        lose(1);
        send(new WorkerEvent.Finished("w1", evaluation, 2, OTHER));
        awaitRefused(1);
        send(new WorkerEvent.Finished("w1", evaluation, 1, GOOD));

        eventually(() -> assertSucceeded(1.5));
    }

    @Test
    void aWorkerCannotTakeTheNameOfAnExternalTrainer() {
        send(new WorkerEvent.Heartbeat("worker:somebody", ScriptedWorker.DESCRIPTION, null));
        send(new WorkerEvent.Left("worker:somebody"));

        awaitRefused(2);
        assertThat(store().rows("worker")).isZero();
    }

    @Test
    void aWorkerCannotSayThatAllEventsWereHandled() {
        store().change("delete from handled_events");

        broker().publish(
                        broker().reports(), "event", Broker.marker(Instant.now().plusSeconds(60)), new byte[0]);

        eventually(() -> assertThat(broker().ready(broker().dead())).isEqualTo(1));
    }

    private WorkerEvent heartbeat(String worker, int attempt) {
        return new WorkerEvent.Heartbeat(
                worker,
                ScriptedWorker.DESCRIPTION,
                new WorkerEvent.Progress(evaluation, attempt, 1, 100, 1_000, MADE_UP));
    }

    private @Nullable String token() {
        byte[] task = broker().take(broker().tasks()).get(0);
        return ((Readable<EvaluationTask>) MessageCodec.decode(task, EvaluationTask.class))
                .body()
                .token();
    }

    private double before;

    private void send(WorkerEvent event) {
        broker().send(event);
    }

    private void awaitRefused(int count) {
        eventually(() -> assertThat(refused() - before).isEqualTo(count));
    }

    private double refused() {
        return meters.get("afos.messages.refused").counter().count();
    }

    @org.junit.jupiter.api.BeforeEach
    void countFromHere() {
        before = refused();
    }
}
