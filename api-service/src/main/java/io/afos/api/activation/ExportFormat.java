package io.afos.api.activation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afos.model.export.DjlBlock;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.FormulaText;
import io.afos.model.export.JaxFunction;
import io.afos.model.export.KerasLayer;
import io.afos.model.export.NumpyFunction;
import io.afos.model.export.PytorchModule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** What activation functions are exported as; the one list of formats, from which API and dashboard offer them. */
public enum ExportFormat {
    PYTORCH("PyTorch", "text/x-python", activation -> activation.functionName() + ".py", PytorchModule::write),
    KERAS("Keras 3", "text/x-python", activation -> activation.functionName() + "_keras.py", KerasLayer::write),
    JAX("JAX", "text/x-python", activation -> activation.functionName() + "_jax.py", JaxFunction::write),
    NUMPY("NumPy", "text/x-python", activation -> activation.functionName() + "_numpy.py", NumpyFunction::write),
    DJL("DJL (Java)", "text/x-java-source", activation -> activation.className() + ".java", DjlBlock::write),
    LATEX("LaTeX", "application/x-tex", activation -> activation.name() + ".tex", FormulaText::latex),
    FORMULA("Formula", "text/plain", activation -> activation.name() + ".txt", FormulaText::plain),
    ONNX("ONNX", activation -> activation.name() + ".onnx", OnnxModel::of);

    private final String title;
    private final MediaType type;
    private final Function<ExportedActivation, String> fileName;
    private final Content content;

    ExportFormat(String title, String type, Function<ExportedActivation, String> fileName, SourceText text) {
        this(
                title,
                new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8),
                fileName,
                (activation, rank) -> text.of(activation).getBytes(StandardCharsets.UTF_8));
    }

    ExportFormat(String title, Function<ExportedActivation, String> fileName, Content content) {
        this(title, MediaType.APPLICATION_OCTET_STREAM, fileName, content);
    }

    ExportFormat(String title, MediaType type, Function<ExportedActivation, String> fileName, Content content) {
        this.title = title;
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

    /** The name in requests, such as {@code pytorch}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Whether people can read it. */
    public boolean isText() {
        return type.getCharset() != null;
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
