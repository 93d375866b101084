package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void belongsToOneOwnerAtATime() {
        Path directory = parent.resolve("made").resolve("here");
        try (StandaloneDirectory first = StandaloneDirectory.open(directory)) {
            assertThat(first.path()).isAbsolute().isDirectory();
            assertThatThrownBy(() -> StandaloneDirectory.open(directory))
                    .isInstanceOf(StandaloneStartException.class)
                    .hasMessage(
                            "AFOS is already running in %s (process %d).",
                            directory, ProcessHandle.current().pid());
        }
        StandaloneDirectory.open(directory).close();
    }

    @Test
    void saysWhyItCannotBeUsed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> StandaloneDirectory.open(file))
                .isInstanceOf(StandaloneStartException.class)
                .hasMessageContaining(file.toString());
    }
}
