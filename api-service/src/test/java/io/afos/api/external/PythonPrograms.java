package io.afos.api.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs that use the Python package from its sources, in processes of their own. */
final class PythonPrograms implements AutoCloseable {

    private static final Path SOURCES =
            Path.of("..", "trainer-worker", "python").toAbsolutePath();

    private final List<Process> programs = new ArrayList<>();
    private final Path directory;
    private final String url;
    private final String key;

    /** @param directory where scripts and output are kept */
    PythonPrograms(Path directory, String url, String key) {
        this.directory = directory;
        this.url = url;
        this.key = key;
    }

    /** A Python of this machine, 3.9 or later, that has these modules, separated by commas. */
    static Optional<String> with(String modules) throws InterruptedException {
        for (String python : List.of(System.getenv().getOrDefault("AFOS_PYTHON", "python3"), "/usr/bin/python3")) {
            try {
                if (new ProcessBuilder(python, "-c", "import " + modules + "; sys.exit(sys.version_info < (3, 9))")
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0) {
                    return Optional.of(python);
                }
            } catch (IOException absent) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Starts the script of this name that lies beside this class. */
    Process script(String python, String script, String name, String... arguments) throws IOException {
        Path file = directory.resolve(script);
        if (Files.notExists(file)) {
            try (InputStream source = Objects.requireNonNull(PythonPrograms.class.getResourceAsStream(script))) {
                Files.copy(source, file);
            }
        }
        return start(name, Stream.concat(Stream.of(python, "-B", file.toString()), Stream.of(arguments)));
    }

    /** Runs the command {@code afos}. */
    String afos(String... arguments) throws Exception {
        return finished(
                "afos", start("afos", Stream.concat(Stream.of("python3", "-B", "-m", "afos"), Stream.of(arguments))));
    }

    private Process start(String name, Stream<String> command) throws IOException {
        var builder = new ProcessBuilder(command.toList()).directory(directory.toFile());
        builder.environment().put("PYTHONPATH", SOURCES.toString());
        builder.environment().put("AFOS_URL", url);
        builder.environment().put("AFOS_API_KEY", key);
        Process program = builder.redirectErrorStream(true)
                .redirectOutput(output(name).toFile())
                .start();
        programs.add(program);
        return program;
    }

    Path output(String name) {
        return directory.resolve(name + ".out");
    }

    /** What a program has written by its end. */
    String finished(String name, Process program) throws Exception {
        assertThat(program.waitFor(300, TimeUnit.SECONDS))
                .as(Files.readString(output(name)))
                .isTrue();
        return Files.readString(output(name));
    }

    @Override
    public void close() {
        programs.forEach(Process::destroyForcibly);
    }
}
