package io.afos.api.search;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A search whose strategy cannot decide, since something in the service is wrong: here a stored chromosome. */
class BrokenSearchTest extends SystemTest {

    @Test
    void itFailsAloneWithItsReasonAndTheResultsCountForOthers() {
        long broken = service().submit(Requests.afos(8, 3, 1));
        long intact = service().submit(Requests.afos(8, 3, 1));
        damage(broken);
        worker(Scripts.train());

        assertThat(service().awaitState(broken, "FAILED").get("failure").asString())
                .startsWith("an internal error ended this search: ")
                .contains("a chromosome's code");
        service().awaitState(intact, "COMPLETED");

        assertThat(store().texts("select distinct state from evaluation")).containsExactly("SUCCEEDED");
        assertNothingIsLeftOver();
    }

    @Test
    void itGoesOnAsIfNothingHadHappenedOnceTheCauseIsGone() {
        worker(Scripts.train());
        List<String> undisturbed = store().course(completed(service().submit(Requests.afos(8, 3, 1))));
        endWorkers();
        beginEmpty();
        long id = service().submit(Requests.afos(8, 3, 1));
        List<String> genes = store().texts("select genes from candidate where search_id = ? order by ordinal", id);
        damage(id);
        worker(Scripts.train());
        service().awaitState(id, "FAILED");

        assertThat(service().control(id, "resume")).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("detail").asString()).contains("a chromosome's code");
        });
        for (int ordinal = 0; ordinal < genes.size(); ordinal++) {
            store().change(
                            "update candidate set genes = ? where search_id = ? and ordinal = ?",
                            genes.get(ordinal),
                            id,
                            ordinal);
        }
        assertThat(service().control(id, "resume").status()).isEqualTo(200);

        assertThat(store().course(completed(id))).isEqualTo(undisturbed);
        assertNothingIsLeftOver();
    }

    @Test
    void ofTwoThatWaitForNothingTheOtherOneIsAdvanced() {
        List<Long> stalled =
                List.of(service().submit(Requests.afos(8, 3, 1)), service().submit(Requests.afos(8, 3, 2)));
        damage(stalled.get(0));
        store().change("update candidate set state = 'CANCELLED' where state = 'OPEN'");
        store().change("delete from demand");
        worker(Scripts.train());

        service().awaitState(stalled.get(0), "FAILED");
        service().awaitState(stalled.get(1), "COMPLETED");
    }

    private void damage(long search) {
        assertThat(store().change("update candidate set genes = 'nonsense' where search_id = ?", search))
                .isPositive();
    }

    private long completed(long id) {
        service().awaitState(id, "COMPLETED");
        return id;
    }
}
