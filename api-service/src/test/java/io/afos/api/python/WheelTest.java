package io.afos.api.python;

import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WheelTest {

    private final TimeZone here = TimeZone.getDefault();

    @AfterEach
    void comeBack() {
        TimeZone.setDefault(here);
    }

    @Test
    void theSameFilesGiveTheSameBytesInEveryTimeZone() {
        byte[] east = wheelIn("Asia/Tokyo");

        assertThat(wheelIn("America/New_York")).isEqualTo(east);
        assertThat(wheelIn("UTC")).isEqualTo(east);
    }

    private static byte[] wheelIn(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        return new Wheel("1.0", new TreeMap<>(Map.of("afos/__init__.py", new byte[] {1}))).content();
    }
}
