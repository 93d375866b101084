package io.afos.api.evaluation;

import io.afos.model.message.Measurement;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts and heartbeats of an evaluation in every order that can happen. */
class StartedEvaluationTest extends EvaluationSystemTest {

    @Test
    void aStartedAttemptRunsUnderALease() {
        started("w1", 1);

        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1");
        assertThat(lease()).isEqualTo("w1 1 0");
        assertThat(store().number("select extract(epoch from expires_at - now())::int from lease"))
                .isBetween(25L, 30L);
        assertThat(told()).isEmpty();
    }

    @Test
    void aStartToldTwiceChangesNothing() {
        started("w1", 1);
        started("w1", 1);

        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1");
        assertThat(told()).isEmpty();
    }

    @Test
    void aStartOfNoEvaluationIsToldToStop() {
        handler.handle(new WorkerEvent.Started("w1", 4_711, 1));

        assertThat(told()).containsExactly(new Revoke(4_711, 1));
        assertThat(store().rows("lease")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Integer.MAX_VALUE})
    void aStartOfAnotherAttemptIsToldToStop(int attempt) {
        started("w1", attempt);

        assertThat(told()).containsExactly(new Revoke(evaluation, attempt));
        assertThat(evaluation()).isEqualTo("QUEUED 1 0");
        assertThat(store().rows("lease")).isZero();
    }

    @Test
    void aSecondWorkerTakesTheAttemptOverWhenItsMessageWasDeliveredAgain() {
        started("w1", 1);
        started("w2", 1);

        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w2");
        assertThat(lease()).isEqualTo("w2 1 0");
    }

    @Test
    void twoWorkersAtTheSameAttemptAreLeftAloneAndTheFirstResultCounts() {
        started("w1", 1);
        started("w2", 1);
        heartbeat("w2", 1, 7);
        heartbeat("w1", 1, 50);

        assertThat(told()).isEmpty();
        assertThat(lease()).isEqualTo("w2 1 7");
        finished("w1", 1, GOOD);
        finished("w2", 1, GOOD);
        assertSucceeded(1.5);
    }

    @Test
    void aHeartbeatRenewsTheLease() {
        started("w1", 1);
        store().change("update lease set expires_at = now() + interval '1 second'");

        heartbeat("w1", 1, 42);

        assertThat(lease()).isEqualTo("w1 1 42");
        assertThat(store().number("select extract(epoch from expires_at - now())::int from lease"))
                .isBetween(25L, 30L);
        assertThat(told()).isEmpty();
    }

    @Test
    void aHeartbeatThatOvertakesItsStartDoesNoHarm() {
        heartbeat("w1", 1, 1);
        assertThat(told()).isEmpty();

        started("w1", 1);

        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1");
    }

    @Test
    void aHeartbeatOfASupersededAttemptIsToldToStop() {
        started("w1", 1);
        lose(1);

        heartbeat("w1", 1, 2);

        assertThat(told()).contains(new Revoke(evaluation, 1));
        assertThat(store().rows("lease")).isZero();
    }

    @Test
    void aHeartbeatAfterTheOutcomeIsToldToStop() {
        started("w1", 1);
        started("w2", 1);
        finished("w2", 1, GOOD);

        heartbeat("w1", 1, 2);

        assertThat(told()).containsExactly(new Revoke(evaluation, 1));
    }

    @Test
    void aWorkerThatLeavesGivesUpItsAttemptAtOnce() {
        heartbeat("w1", 1, 0);
        started("w1", 1);
        handler.handle(new WorkerEvent.Left("w1", new WorkerEvent.Progress(evaluation, 1, 3, 100, 1_000)));

        awaitQueued(2);
        assertThat(store().rows("lease")).isZero();
        assertThat(store().rows("worker")).isZero();
    }

    @Test
    void aWorkerThatLeavesWithoutWorkChangesNothing() {
        started("w1", 1);
        handler.handle(new WorkerEvent.Left("w2"));

        assertThat(evaluation()).isEqualTo("RUNNING 1 0 w1");
        assertThat(lease()).isEqualTo("w1 1 0");
    }

    @Test
    void whatIsQueuedForLongWhileTheQueueIsEmptyIsPublishedAgain() {
        broker().purge(broker().tasks());
        store().ageQueued();

        awaitQueued(2);
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(1));
        assertThat(evaluation()).isEqualTo("QUEUED 2 0");
        started("w1", 1);
        assertThat(told()).containsExactly(new Revoke(evaluation, 1));
    }

    @Test
    void aPointOfTheLearningCurveMayComeTwiceButNotAfterTheLastEpoch() {
        started("w1", 1);
        epoch(1, 1, 0.9);
        epoch(1, 2, 0.8);
        epoch(1, 1, 0.7);
        int afterTheLast = 3;
        epoch(1, afterTheLast, 0.6);

        assertThat(store().texts("select epoch || ' ' || loss from epoch order by epoch"))
                .containsExactly("1 0.7", "2 0.8");
    }

    @Test
    void aPointOfASupersededAttemptIsIgnored() {
        started("w1", 1);
        lose(1);
        epoch(1, 1, 0.9);

        assertThat(store().rows("epoch")).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aPointThatIsNotFiniteIsIgnored(double loss) {
        started("w1", 1);
        epoch(1, 1, loss);

        assertThat(store().rows("epoch")).isZero();
    }

    private void epoch(int attempt, int epoch, double loss) {
        handler.handle(new WorkerEvent.EpochFinished(
                "w1",
                evaluation,
                attempt,
                new WorkerEvent.EpochMetrics(epoch, 1, 0.5, new Measurement(loss, 0.5), 1, 1_000)));
    }
}
