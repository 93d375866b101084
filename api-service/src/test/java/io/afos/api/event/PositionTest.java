package io.afos.api.event;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTest {

    private static final Snapshot EARLY = new Snapshot("10:20:10,15");
    private static final Snapshot LATE = new Snapshot("15:30:15,28,29");

    @Test
    void whatIsEncodedIsDecoded() {
        var event = new Event(123, "job", List.of(1L), "{}");
        for (Position position : new Position[] {
            Position.at(EARLY),
            Position.at(new Snapshot("7:7:")),
            Position.at(EARLY).towards(LATE).past(event)
        }) {
            assertThat(position.encode()).doesNotContain(" ", "\n", "\r");
            assertThat(Position.decode(position.encode())).contains(position);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1:2",
                "1:2:3:4",
                "2:1:",
                "0:1:",
                "-1:1:",
                "10:20:9",
                "10:20:20",
                "10:20:15,15",
                "10:20:16,15",
                "10:20:15,",
                "10:20:,15",
                "10:20:15~",
                "10:20:15~11:20:15",
                "10:20:15~11:20:15~",
                "10:20:15~11:20:15~-1",
                "10:20:15~11:20:15~1~2",
                "10:20:15~x~1",
                "1:9999999999999999999999:",
                "10:20:15'; drop table event",
                "\u0661:\u0662:"
            })
    void anythingElseIsNoPosition(String id) {
        assertThat(Position.decode(id)).isEmpty();
    }

    @Test
    void anEndlessIdIsNoPosition() {
        assertThat(Position.decode("1:90000000:" + "1,".repeat(100_000) + "2")).isEmpty();
    }
}
