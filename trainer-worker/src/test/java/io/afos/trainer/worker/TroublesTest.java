package io.afos.trainer.worker;

import io.afos.model.message.WorkerEvent.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TroublesTest {

    private static final List<String> DATASETS = List.of("cifar10", "folder:leaves");

    private Instant now = Instant.EPOCH;
    private final Troubles troubles = new Troubles(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void looksAgainAfterAWhileAndLessOftenEachTime() {
        troubles.note("folder:leaves", "damaged");
        assertThat(troubles.without(DATASETS)).containsExactly("cifar10");
        assertThat(troubles.current()).containsExactly(new Trouble("folder:leaves", "damaged"));
        after(30);
        assertThat(troubles.without(DATASETS)).isEqualTo(DATASETS);
        assertThat(troubles.current()).isEmpty();
        troubles.note("folder:leaves", "damaged");
        after(59);
        assertThat(troubles.without(DATASETS)).containsExactly("cifar10");
        after(1);
        assertThat(troubles.without(DATASETS)).isEqualTo(DATASETS);
        for (int i = 0; i < 20; i++) {
            troubles.note("folder:leaves", "damaged");
        }
        after(600);
        assertThat(troubles.without(DATASETS)).isEqualTo(DATASETS);
    }

    @Test
    void forgetsWhatWentWellAgain() {
        troubles.note("folder:leaves", "damaged");
        troubles.clear("folder:leaves");
        troubles.note("folder:leaves", "damaged");
        after(30);
        assertThat(troubles.without(DATASETS)).isEqualTo(DATASETS);
    }

    private void after(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
