package io.afos.api.webhook;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookPropertiesTest {

    private static final WebhookProperties DEFAULTS = new WebhookProperties(
            false,
            Duration.ofSeconds(10),
            12,
            Duration.ofSeconds(5),
            Duration.ofHours(6),
            8,
            2,
            Duration.ofSeconds(1),
            Duration.ofDays(1));

    @Test
    void delaysGrowThreefoldUpToTheLongest() {
        assertThat(LongStream.rangeClosed(1, 11)
                        .mapToObj(attempt ->
                                DEFAULTS.delayAfter((int) attempt, 0.5).toSeconds()))
                .containsExactly(5L, 15L, 45L, 135L, 405L, 1_215L, 3_645L, 10_935L, 21_600L, 21_600L, 21_600L);
    }

    @Test
    void delaysAreSpreadByHalf() {
        assertThat(DEFAULTS.delayAfter(2, 0)).isEqualTo(Duration.ofMillis(7_500));
        assertThat(DEFAULTS.delayAfter(2, 1)).isEqualTo(Duration.ofMillis(22_500));
    }

    @Test
    void theHundredthDelayIsNoOverflow() {
        assertThat(DEFAULTS.delayAfter(100, 0.5)).isEqualTo(Duration.ofHours(6));
    }
}
