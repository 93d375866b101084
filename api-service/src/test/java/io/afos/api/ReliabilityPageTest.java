package io.afos.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on reliability names tests that exist. */
class ReliabilityPageTest {

    @Test
    void everyTestThatItNamesExists() throws IOException {
        String page = Files.readString(Path.of("../docs/reliability.md"));
        Set<String> named = Pattern.compile("`(\\w+Test)`")
                .matcher(page)
                .results()
                .map((MatchResult result) -> result.group(1) + ".java")
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(testFiles());
    }

    private static Set<String> testFiles() throws IOException {
        var found = Stream.<String>builder();
        for (String module : Set.of("shared-model", "api-service", "trainer-worker")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
                files.map(file -> String.valueOf(file.getFileName())).forEach(found);
            }
        }
        return found.build().collect(Collectors.toSet());
    }
}
