package io.afos.api.caller;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaTest {

    private final Quota quota = new Quota(2);

    @Test
    void eachCallerHasPlacesOfItsOwn() {
        assertThat(quota.tryEnter("a")).isTrue();
        assertThat(quota.tryEnter("a")).isTrue();
        assertThat(quota.tryEnter("a")).isFalse();
        assertThat(quota.tryEnter("b")).isTrue();
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        quota.tryEnter("a");
        quota.tryEnter("a");
        quota.leave("a");

        assertThat(quota.tryEnter("a")).isTrue();
        assertThat(quota.tryEnter("a")).isFalse();
    }
}
