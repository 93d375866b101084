package io.afos.api.activation;

import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.Note;
import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.space.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Has ONNX's own checker look at exported models, with the notes that trained functions have. */
class OnnxCheckerTest {

    private static final List<Note> NOTES = List.of(
            new Note("recipe 1", "mean fitness 1.0"),
            new Note("recipe 1", "{\"dataset\": \"mnist\"}"),
            new Note("recipe 2", "mean fitness 2.0"),
            new Note("recipe 2", "{}"));
    private static final String CHECK = """
            import onnx, pathlib, sys
            files = sorted(pathlib.Path(sys.argv[1]).glob("*.onnx"))
            for file in files:
                onnx.checker.check_model(onnx.load(file), full_check=True)
            print(len(files))
            """;

    @TempDir
    Path directory;

    @Test
    void everyModelIsValid() throws Exception {
        String python = Stream.of(System.getenv().getOrDefault("AFOS_PYTHON", "python3"), "/usr/bin/python3")
                .filter(OnnxCheckerTest::hasOnnx)
                .findFirst()
                .orElse("");
        assumeTrue(!python.isEmpty(), "no Python with onnx");
        var random = new Random(43);
        List<Expression> functions = Stream.of(
                        NamedActivations.all().stream().map(NamedActivation::expression),
                        Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x())),
                        IntStream.range(0, 100)
                                .mapToObj(
                                        i -> Preset.AFOS.space().random(random).expression()))
                .flatMap(all -> all)
                .toList();
        for (int i = 0; i < functions.size(); i++) {
            byte[] model = OnnxModel.of(new ExportedActivation(functions.get(i), NOTES), i % 5);
            Files.write(directory.resolve(i + ".onnx"), model);
        }

        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(python, "-c", CHECK, directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(output).hasContent(String.valueOf(functions.size()));
    }

    private static boolean hasOnnx(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import onnx")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
