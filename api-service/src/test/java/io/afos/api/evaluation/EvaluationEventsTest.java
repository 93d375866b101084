package io.afos.api.evaluation;

import com.rabbitmq.client.Connection;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** One evaluation, and what workers may say of it in every order that can happen. */
class EvaluationEventsTest extends SystemTest {

    private static final Outcome.Trained GOOD =
            new Outcome.Trained(2, false, new Measurement(0.5, 0.75), null, 3, 1_000);
    private static final Outcome.Trained OTHER =
            new Outcome.Trained(2, false, new Measurement(0.25, 0.75), null, 3, 1_000);
    private static final Revoke MARKER = new Revoke(-1, 1);

    @Autowired
    private WorkerEventHandler handler;

    private Connection connection;
    private List<WorkerControl> told;
    private long search;
    private long evaluation;

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
    @ValueSource(ints = {0, 2, Integer.MAX_VALUE, -1})
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
    void aResultEndsTheEvaluationAndTheSearchGoesOn() {
        started("w1", 1);
        finished("w1", 1, GOOD);

        assertSucceeded(1.5);
        assertThat(told()).isEmpty();
    }

    @Test
    void aResultThatOvertakesItsStartCountsAndTheStartChangesNothing() {
        finished("w1", 1, GOOD);
        started("w1", 1);

        assertSucceeded(1.5);
    }

    @Test
    void ofTwoResultsTheFirstCounts() {
        started("w1", 1);
        finished("w1", 1, GOOD);
        finished("w1", 1, OTHER);
        finished("w1", 1, new Outcome.Failed("too late", true));
        finished("w1", 1, new Outcome.Diverged(1, 1, 1));

        assertSucceeded(1.5);
    }

    @Test
    void aResultOfASupersededAttemptCountsWhileTheNextOneIsQueued() {
        started("w1", 1);
        lose(1);
        finished("w1", 1, GOOD);

        assertSucceeded(1.5);
        started("w2", 2);
        assertThat(told()).contains(new Revoke(evaluation, 2));
        assertSucceeded(1.5);
    }

    @Test
    void aResultOfASupersededAttemptCountsWhileTheNextOneRuns() {
        started("w1", 1);
        lose(1);
        started("w2", 2);
        finished("w1", 1, GOOD);

        assertSucceeded(1.5);
        heartbeat("w2", 2, 3);
        assertThat(told()).contains(new Revoke(evaluation, 2));
        finished("w2", 2, OTHER);
        assertSucceeded(1.5);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aFailureOfASupersededAttemptIsIgnored(boolean retryable) {
        started("w1", 1);
        lose(1);
        started("w2", 2);

        finished("w1", 1, new Outcome.Failed("old news", retryable));
        finished("w1", 1, new Outcome.Released("told to stop"));
        finished("w1", 1, new Outcome.Trained(2, false, new Measurement(Double.NaN, 0.5), null, 3, 1_000));

        assertThat(evaluation()).isEqualTo("RUNNING 2 1 w2");
        assertThat(lease()).isEqualTo("w2 2 0");
        assertThat(told()).doesNotContain(new Revoke(evaluation, 2));
    }

    @Test
    void aFailedAttemptIsMadeAgainUpToTheLimit() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            started("w" + attempt, attempt);
            finished("w" + attempt, attempt, new Outcome.Failed("out of memory", true));
            awaitQueued(attempt + 1);
            assertThat(store().text("select failure from evaluation")).isEqualTo("out of memory");
        }
        started("w3", 3);
        finished("w3", 3, new Outcome.Failed("out of memory", true));

        assertThat(evaluation()).isEqualTo("FAILED 3 3 w3");
        assertThat(store().text("select failure from evaluation"))
                .isEqualTo("gave up after 3 failed attempts: out of memory");
        assertThat(store().text("select state from candidate")).isEqualTo("FAILED");
        assertNothingIsLeftOver();
    }

    @Test
    void aFailureThatNoRepetitionMendsIsFinal() {
        started("w1", 1);
        finished("w1", 1, new Outcome.Failed("no such file: data/cifar", false));

        assertThat(evaluation()).isEqualTo("FAILED 1 1 w1");
        assertThat(store().text("select failure from evaluation")).isEqualTo("no such file: data/cifar");
        assertNothingIsLeftOver();
    }

    @Test
    void whatAWorkerGivesBackIsNoFailure() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            started("w" + attempt, attempt);
            finished("w" + attempt, attempt, new Outcome.Released("shutting down"));
            awaitQueued(attempt + 1);
        }

        assertThat(evaluation()).isEqualTo("QUEUED 6 0");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0.5", "Infinity, 0.5", "-1, 0.5", "0.5, NaN", "0.5, 1.5", "0.5, -0.1"})
    void aMeasurementThatCannotBeIsAFailedAttempt(double loss, double accuracy) {
        started("w1", 1);
        finished("w1", 1, new Outcome.Trained(2, false, new Measurement(loss, accuracy), null, 3, 1_000));

        awaitQueued(2);
        assertThat(evaluation()).isEqualTo("QUEUED 2 1");
        started("w1", 2);
        finished("w1", 2, new Outcome.Trained(2, false, GOOD.measurement(), new Measurement(loss, accuracy), 3, 1));
        awaitQueued(3);
    }

    @Test
    void aLossOfZeroGivesAFiniteFitness() {
        started("w1", 1);
        finished("w1", 1, new Outcome.Trained(2, false, new Measurement(0, 1), null, 3, 1_000));

        assertThat(store().number("select count(*) from evaluation where fitness = 1e7"))
                .isEqualTo(1);
    }

    @Test
    void aLostWorkerCountsAsAFailureUpToTheLimit() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            started("w" + attempt, attempt);
            lose(attempt);
        }

        assertThat(evaluation()).isEqualTo("FAILED 3 3 w3");
        assertThat(store().text("select failure from evaluation"))
                .isEqualTo("gave up after 3 failed attempts: worker w3 was lost: no heartbeat for 30 s");
        assertThat(told()).contains(new Revoke(evaluation, 1), new Revoke(evaluation, 2));
        assertNothingIsLeftOver();
    }

    @Test
    void aWorkerThatLeavesGivesUpItsAttemptAtOnce() {
        heartbeat("w1", 1, 0);
        started("w1", 1);
        handler.handle(new WorkerEvent.Left("w1"));

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
    void aPointOfTheLearningCurveMayComeTwice() {
        started("w1", 1);
        epoch(1, 1, 0.9);
        epoch(1, 2, 0.8);
        epoch(1, 1, 0.7);

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

    @Test
    void aResultDuringAPauseStays() {
        started("w1", 1);
        service().control(search, "pause");
        assertThat(told()).containsExactly(new Revoke(evaluation, 1));
        finished("w1", 1, GOOD);

        assertThat(store().text("select state || fitness from candidate")).isEqualTo("SCORED1.5");
        assertThat(service().search(search).get("state").asString()).isEqualTo("PAUSED");
        service().control(search, "resume");
        assertThat(service().search(search).get("state").asString()).isEqualTo("COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void aStartDuringAPauseIsToldToStop() {
        service().control(search, "pause");
        assertThat(told()).containsExactly(new Revoke(evaluation, 1));
        started("w1", 1);

        assertThat(told()).containsExactly(new Revoke(evaluation, 1), new Revoke(evaluation, 1));
        assertThat(store().text("select state || held from evaluation")).isEqualTo("PENDINGtrue");
        assertThat(store().rows("lease")).isZero();
    }

    @Test
    void aResultAfterTheCancellationChangesNothing() {
        started("w1", 1);
        service().control(search, "cancel");
        finished("w1", 1, GOOD);

        assertThat(evaluation()).isEqualTo("CANCELLED 2 0");
        assertThat(store().text("select state from candidate")).isEqualTo("CANCELLED");
        assertThat(told()).contains(new Revoke(evaluation, 1));
        assertNothingIsLeftOver();
    }

    @Test
    void whatWasCancelledIsTrainedWhenAnotherSearchAsksForIt() {
        service().control(search, "cancel");
        long second = service().submit(Requests.one());

        awaitQueued(3);
        started("w1", 3);
        finished("w1", 3, GOOD);

        assertThat(service().search(second).get("state").asString()).isEqualTo("COMPLETED");
        assertThat(service().search(search).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(store().texts("select state from candidate order by search_id"))
                .containsExactly("CANCELLED", "SCORED");
    }

    @Test
    void whatFailedIsTriedAgainWhenAnotherSearchAsksForIt() {
        started("w1", 1);
        finished("w1", 1, new Outcome.Failed("no such file", false));
        long second = service().submit(Requests.one());

        awaitQueued(2);
        assertThat(evaluation()).isEqualTo("QUEUED 2 0");
        started("w1", 2);
        finished("w1", 2, GOOD);

        assertThat(service().search(second).get("state").asString()).isEqualTo("COMPLETED");
        assertThat(store().texts("select state from candidate order by search_id"))
                .containsExactly("FAILED", "SCORED");
    }

    private void started(String worker, int attempt) {
        handler.handle(new WorkerEvent.Started(worker, evaluation, attempt));
    }

    private void heartbeat(String worker, int attempt, long step) {
        handler.handle(new WorkerEvent.Heartbeat(
                worker, ScriptedWorker.DESCRIPTION, new WorkerEvent.Progress(evaluation, attempt, step, 100, 1_000)));
    }

    private void epoch(int attempt, int epoch, double loss) {
        handler.handle(new WorkerEvent.EpochFinished(
                "w1",
                evaluation,
                attempt,
                new WorkerEvent.EpochMetrics(epoch, 1, 0.5, new Measurement(loss, 0.5), 1, 1_000)));
    }

    private void finished(String worker, int attempt, Outcome outcome) {
        handler.handle(new WorkerEvent.Finished(worker, evaluation, attempt, outcome));
    }

    /** Lets the lease of an attempt run out and the service notice. */
    private void lose(int attempt) {
        eventually(() -> {
            store().change("update lease set expires_at = now() - interval '1 s' where attempt = ?", attempt);
            assertThat(store().number("select count(*) from lease where attempt = ?", attempt))
                    .isZero();
        });
        if (attempt < 3) {
            awaitQueued(attempt + 1);
        }
    }

    private void awaitQueued(int attempt) {
        eventually(() -> assertThat(store().text("select state || ' ' || attempt from evaluation"))
                .isEqualTo("QUEUED " + attempt));
    }

    private void assertSucceeded(double fitness) {
        assertThat(store().text("select concat_ws(' ', state, outcome, fitness, failure) from evaluation"))
                .isEqualTo("SUCCEEDED TRAINED " + fitness);
        assertThat(store().text("select concat_ws(' ', state, fitness) from candidate"))
                .isEqualTo("SCORED " + fitness);
        assertThat(store().text("select seeds || ' ' || fitness from standing")).isEqualTo("1 " + fitness);
        assertThat(service().search(search).get("state").asString()).isEqualTo("COMPLETED");
        assertNothingIsLeftOver();
    }

    private String evaluation() {
        return store().text("select concat_ws(' ', state, attempt, failures, worker_id) from evaluation");
    }

    private String lease() {
        return store().text("select worker_id || ' ' || attempt || ' ' || step from lease");
    }

    /** What workers were told so far: an answer that is certain to come marks the end. */
    private List<WorkerControl> told() {
        int before = told.size();
        handler.handle(new WorkerEvent.Started("marker", MARKER.evaluationId(), MARKER.attempt()));
        eventually(() -> {
            List<WorkerControl> now = List.copyOf(told);
            assertThat(now.subList(before, now.size())).contains(MARKER);
        });
        return told.stream().filter(control -> !control.equals(MARKER)).toList();
    }
}
