package io.afos.api.database;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnavailabilityTest {

    @ParameterizedTest
    @CsvSource({
        "25006, READ_ONLY",
        "53000, OUT_OF_RESOURCES",
        "53100, OUT_OF_RESOURCES",
        "53200, OUT_OF_RESOURCES",
        "53300, OUT_OF_RESOURCES",
        "55P03, BUSY",
        "08000, NO_ANSWER",
        "08006, NO_ANSWER",
        "57014, NO_ANSWER",
        "57P01, NO_ANSWER",
        "57P03, NO_ANSWER"
    })
    void isToldBySqlStateWhoeverThrows(String state, Unavailability reason) {
        var sql = new SQLException("refused", state);

        assertThat(Unavailability.of(sql)).contains(reason);
        assertThat(Unavailability.of(new IllegalStateException(new RuntimeException(sql))))
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "25001", "40001", "42601", "XX000", "5", ""})
    void isNothingElse(String state) {
        assertThat(Unavailability.of(new SQLException("refused", state))).isEmpty();
    }

    @Test
    void isNotLookedForWithoutEnd() {
        var first = new IllegalStateException();
        first.initCause(new IllegalStateException(first));

        assertThat(Unavailability.of(first)).isEmpty();
        assertThat(Unavailability.of(new SQLException("no state"))).isEmpty();
    }
}
