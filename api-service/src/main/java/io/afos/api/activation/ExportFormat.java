package io.afos.api.activation;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.SourceCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** What activation functions are exported as. */
public enum ExportFormat {
    PYTORCH("text/x-python", activation -> activation.functionName() + ".py", SourceCode::pytorch),
    KERAS("text/x-python", activation -> activation.functionName() + "_keras.py", SourceCode::keras),
    JAX("text/x-python", activation -> activation.functionName() + "_jax.py", SourceCode::jax),
    DJL("text/x-java-source", activation -> activation.className() + ".java", SourceCode::djl),
    LATEX("application/x-tex", activation -> activation.name() + ".tex", SourceCode::latex),
    FORMULA("text/plain", activation -> activation.name() + ".txt", SourceCode::formula),
    ONNX(
            MediaType.APPLICATION_OCTET_STREAM,
            activation -> activation.name() + ".onnx",
            (activation, rank) -> OnnxModel.of(activation, rank, false));

    private final MediaType type;
    private final Function<ExportedActivation, String> fileName;
    private final Content content;

    ExportFormat(String type, Function<ExportedActivation, String> fileName, SourceText text) {
        this(
                new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8),
                fileName,
                (activation, rank) -> text.of(activation).getBytes(StandardCharsets.UTF_8));
    }

    ExportFormat(MediaType type, Function<ExportedActivation, String> fileName, Content content) {
        this.type = type;
        this.fileName = fileName;
        this.content = content;
    }

    private interface SourceText {
        String of(ExportedActivation activation);
    }

    private interface Content {
        byte[] of(ExportedActivation activation, @Nullable Integer rank);
    }

    public static ExportFormat named(String name) {
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

    public MediaType type() {
        return type;
    }

    public String fileName(ExportedActivation activation) {
        return fileName.apply(activation);
    }

    /** @param rank number of dimensions, where the format knows such; {@code null} for any */
    public byte[] content(ExportedActivation activation, @Nullable Integer rank) {
        return content.of(activation, rank);
    }
}
