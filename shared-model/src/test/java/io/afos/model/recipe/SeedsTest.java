package io.afos.model.recipe;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeedsTest {

    @Test
    void aDoubleHoldsEverySeedButNotTheNumberBehindTheLast() {
        assertThat((double) Seeds.MAX).isNotEqualTo((double) (Seeds.MAX - 1)).isNotEqualTo((double) (Seeds.MAX + 1));
        assertThat((double) (Seeds.MAX + 1)).isEqualTo((double) (Seeds.MAX + 2));
    }

    @Test
    void theSmallestComesAfterTheLargest() {
        assertThat(Seeds.after(5, 3)).isEqualTo(8);
        assertThat(Seeds.after(Seeds.MAX - 1, 1)).isEqualTo(Seeds.MAX);
        assertThat(Seeds.after(Seeds.MAX, 1)).isEqualTo(Seeds.MIN);
        assertThat(Seeds.after(Seeds.MAX - 1, 100)).isEqualTo(Seeds.MIN + 98);
    }
}
