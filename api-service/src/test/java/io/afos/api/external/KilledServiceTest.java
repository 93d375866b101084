package io.afos.api.external;

import io.afos.api.standalone.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.afos.api.system.SystemTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A Python program whose service is killed. */
class KilledServiceTest {

    @TempDir
    private Path directory;

    @Test
    void aProgramOutlivesItsServiceAndTheSearchScoresAsAnUndisturbedOne() throws Exception {
        assumeTrue(PythonPrograms.with("sys").isPresent(), "no Python");
        int port = ServiceProcess.freePort();
        Path data = directory.resolve("data");
        try (var programs = new PythonPrograms(directory, "http://127.0.0.1:" + port, "")) {
            List<String> undisturbed;
            Process program;
            try (var service = ServiceProcess.start(data, port, 0)) {
                programs.finished("undisturbed", programs.script("python3", "trainer.py", "undisturbed", "", "v1"));
                undisturbed = candidates(service, 1);
                program = programs.script("python3", "trainer.py", "disturbed", "wait", "v2");
                eventually(
                        () -> assertThat(programs.output("disturbed")).content().contains("waits"));

                service.kill();
            }
            Files.createFile(directory.resolve("go"));

            try (var service = ServiceProcess.start(data, port, 0)) {
                assertThat(programs.finished("disturbed", program)).contains("COMPLETED ");
                assertThat(undisturbed).hasSizeGreaterThan(10);
                assertThat(candidates(service, 2)).isEqualTo(undisturbed);
            }
        }
    }

    private static List<String> candidates(ServiceProcess service, int search) {
        JsonNode page = service.get("/api/v1/searches/%d/candidates?limit=200".formatted(search));
        return Stream.iterate(0, i -> i < page.get("items").size(), i -> i + 1)
                .map(page.get("items")::get)
                .map(candidate ->
                        candidate.get("ordinal") + " " + candidate.get("formula") + " " + candidate.get("fitness"))
                .toList();
    }
}
