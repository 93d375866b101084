package io.afos.model.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A Python of this machine: the one named by AFOS_PYTHON, that of the path or that of the operating system. */
record Python(String command) {

    /** One that has all of these modules, separated by commas. */
    static Optional<Python> with(String modules) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("AFOS_PYTHON")),
                        Optional.of("python3"),
                        Optional.of("/usr/bin/python3"))
                .flatMap(Optional::stream)
                .map(Python::new)
                .filter(python -> python.has(modules))
                .findFirst();
    }

    private boolean has(String modules) {
        try {
            return start(List.of("-c", "import " + modules)).waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines that a script writes; it must end well. */
    List<String> run(Path directory, String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(command), Stream.of(arguments)).toList())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }

    private Process start(List<String> arguments) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(Stream.of(command), arguments.stream()).toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
