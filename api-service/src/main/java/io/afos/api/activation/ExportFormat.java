package io.afos.api.activation;

import io.afos.api.web.InvalidRequest;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.SourceCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** What activation functions are exported as. */
enum ExportFormat {
    PYTORCH("text/x-python", activation -> activation.functionName() + ".py", SourceCode::pytorch),
    KERAS("text/x-python", activation -> activation.functionName() + "_keras.py", SourceCode::keras),
    JAX("text/x-python", activation -> activation.functionName() + "_jax.py", SourceCode::jax),
    DJL("text/x-java-source", activation -> activation.className() + ".java", SourceCode::djl),
    LATEX("application/x-tex", activation -> activation.name() + ".tex", SourceCode::latex),
    FORMULA("text/plain", activation -> activation.name() + ".txt", SourceCode::formula),
    ONNX(
            MediaType.APPLICATION_OCTET_STREAM,
            activation -> activation.name() + ".onnx",
            activation -> OnnxModel.of(activation, false));

    private final MediaType type;
    private final Function<ExportedActivation, String> fileName;
    private final Function<ExportedActivation, byte[]> content;

    ExportFormat(String type, Function<ExportedActivation, String> fileName, SourceText text) {
        this(
                new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8),
                fileName,
                activation -> text.of(activation).getBytes(StandardCharsets.UTF_8));
    }

    ExportFormat(
            MediaType type,
            Function<ExportedActivation, String> fileName,
            Function<ExportedActivation, byte[]> content) {
        this.type = type;
        this.fileName = fileName;
        this.content = content;
    }

    private interface SourceText {
        String of(ExportedActivation activation);
    }

    static ExportFormat named(String name) {
        return Stream.of(values())
                .filter(format -> format.lowerCaseName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "format",
                        "must be one of "
                                + Stream.of(values())
                                        .map(ExportFormat::lowerCaseName)
                                        .collect(Collectors.joining(", "))));
    }

    private String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    MediaType type() {
        return type;
    }

    String fileName(ExportedActivation activation) {
        return fileName.apply(activation);
    }

    byte[] content(ExportedActivation activation) {
        return content.apply(activation);
    }
}
