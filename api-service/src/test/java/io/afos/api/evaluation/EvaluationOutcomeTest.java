package io.afos.api.evaluation;

import io.afos.api.system.Requests;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerControl.Revoke;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Results and failures of an evaluation in every order that can happen. */
class EvaluationOutcomeTest extends EvaluationSystemTest {

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
    void resultsWithAnEnormousLossCountLikeOthers() {
        finished("w1", 1, new Outcome.Trained(2, false, new Measurement(1e200, 0.75), null, 3, 1_000));
        service().submit(Requests.one().replace("\"name\"", "\"trainingSeed\": 5, \"name\""));
        evaluation = store().number("select max(id) from evaluation");
        finished("w1", 1, GOOD);

        assertThat(store().texts("select distinct state from evaluation")).containsExactly("SUCCEEDED");
        assertThat(store().number("select seeds from standing")).isEqualTo(2);
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
                .isEqualTo("gave up after 3 failed attempts: worker w3 was lost: its heartbeats ended");
        assertThat(told()).contains(new Revoke(evaluation, 1), new Revoke(evaluation, 2));
        assertNothingIsLeftOver();
    }
}
