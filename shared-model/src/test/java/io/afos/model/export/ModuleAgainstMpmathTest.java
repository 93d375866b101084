package io.afos.model.export;

import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.space.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs exported PyTorch modules in the four floating-point types against mpmath: ordinary and extreme inputs, infinities,
 * integers, empty tensors, second derivatives, traced, scripted and as ONNX.
 */
class ModuleAgainstMpmathTest {

    private static final String MODULES = "torch, mpmath, onnx";

    @TempDir
    Path directory;

    @Test
    void modulesGiveWhatMpmathGives() throws Exception {
        var python = Python.with(MODULES);
        assumeTrue(python.isPresent(), "no Python with " + MODULES);
        try (var script = ModuleAgainstMpmathTest.class.getResourceAsStream("check_modules.py")) {
            Files.copy(script, directory.resolve("script"));
        }
        Map<String, Expression> functions = functions();
        int number = 0;
        for (Expression function : functions.values()) {
            var activation = new ExportedActivation(function, List.of());
            Files.writeString(directory.resolve(number++ + ".py"), PytorchModule.write(activation));
        }
        Files.write(
                directory.resolve("formulas.txt"),
                functions.entrySet().stream()
                        .map(function -> function.getKey() + "\t" + InfixPrinter.print(function.getValue()))
                        .toList());

        List<String> lines =
                python.get().run(directory, directory.resolve("script").toString(), directory.toString());

        assertThat(lines).as(String.join("\n", lines)).hasSize(1);
        assertThat(Integer.parseInt(lines.get(0).split(" ")[0])).isGreaterThan(100 * functions.size());
    }

    /** By name, or formula. */
    private static Map<String, Expression> functions() {
        var random = new Random(33);
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x()));
        Stream<Expression> written = Stream.of(
                        "3",
                        "x",
                        "1/x",
                        "x^2",
                        "sqrt(x+abs(x))",
                        "x/sqrt(1+x^2)",
                        "sin(x)/x",
                        "exp(x)-exp(2*x)",
                        "softplus(x)*exp(-x)",
                        "sinh(x)*exp(-x)",
                        "min(max(x,0),6)",
                        "cosh(x)/sinh(x)")
                .map(ExpressionParser::parse);
        Stream<Expression> trees = IntStream.range(0, 60)
                .mapToObj(i -> Preset.AFOS.space().random(random).expression());
        var functions = new LinkedHashMap<String, Expression>();
        for (NamedActivation named : NamedActivations.all()) {
            functions.put(named.name(), named.expression());
        }
        Stream.of(unary, written, trees)
                .flatMap(all -> all)
                .forEach(function -> functions.putIfAbsent(InfixPrinter.print(function), function));
        return functions;
    }
}
