package io.afos.api.evaluation.attempt;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockWatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ClockWatch watch = new ClockWatch();

    private boolean hasJumped(Duration clock, Duration passed) {
        return watch.hasJumped(START.plus(clock), passed.toNanos());
    }

    @Test
    void aClockThatGoesWithTimeHasNotJumped() {
        assertThat(hasJumped(Duration.ZERO, Duration.ofHours(7))).isFalse();
        assertThat(hasJumped(Duration.ofSeconds(5), Duration.ofHours(7).plusSeconds(5)))
                .isFalse();
        assertThat(hasJumped(Duration.ofMinutes(10), Duration.ofHours(7).plusMinutes(10)))
                .isFalse();
    }

    @Test
    void aMachineThatWasSuspendedIsNoticedOnce() {
        hasJumped(Duration.ZERO, Duration.ZERO);

        assertThat(hasJumped(Duration.ofMinutes(40), Duration.ofSeconds(5))).isTrue();
        assertThat(hasJumped(Duration.ofMinutes(40).plusSeconds(5), Duration.ofSeconds(10)))
                .isFalse();
    }

    @Test
    void aClockThatIsSetBackDoesNoHarm() {
        hasJumped(Duration.ofHours(1), Duration.ZERO);

        assertThat(hasJumped(Duration.ZERO, Duration.ofSeconds(5))).isFalse();
    }
}
