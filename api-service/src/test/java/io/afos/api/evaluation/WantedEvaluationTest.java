package io.afos.api.evaluation;

import io.afos.api.system.Requests;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerControl.Revoke;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An evaluation whose searches are paused, resumed and cancelled, or ask for it again. */
class WantedEvaluationTest extends EvaluationSystemTest {

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
    void aStartDuringAPauseCostsNoTrainingThoughTheEvaluationWasPending() {
        installation().toBroker().cut();
        store().change("update evaluation set state = 'PENDING', queued_at = null"); // published, but not noted
        service().control(search, "pause");
        installation().toBroker().mend();
        started("w1", 1);
        service().control(search, "resume");

        awaitQueued(2);
        started("w1", 2);
        finished("w1", 2, GOOD);
        assertThat(service().search(search).get("state").asString()).isEqualTo("COMPLETED");
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
}
