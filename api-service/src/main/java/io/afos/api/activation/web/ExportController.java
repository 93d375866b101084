package io.afos.api.activation.web;

import io.afos.api.activation.Activations;
import io.afos.api.activation.ExportFormat;
import io.afos.api.activation.Provenance;
import io.afos.api.request.RequestedFunction;
import io.afos.model.activation.Fingerprint;
import io.afos.model.export.ExportedActivation;
import io.afos.model.expression.Expression;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Activations")
class ExportController {

    private static final String RANK =
            "Number of dimensions of an ONNX model's input; \"any\" leaves it open, which runtimes take and onnx.checker does not";

    private static final String ANY = "any";
    private static final String RANKS = ANY + "|[0-8]";
    private static final String NO_RANK = "must be a number of dimensions from 0 to 8, or any";

    private final Activations activations;
    private final Provenance provenance;

    ExportController(Activations activations, Provenance provenance) {
        this.activations = activations;
        this.provenance = provenance;
    }

    @GetMapping("/activations/{fingerprint}/export")
    @Operation(
            summary = "Take an activation function home",
            description =
                    "As source code for a framework, as an ONNX model, LaTeX or formula, with where it comes from.")
    ResponseEntity<byte[]> known(
            @PathVariable
                    @Pattern(regexp = ActivationController.FINGERPRINT, message = ActivationController.NO_FINGERPRINT)
                    String fingerprint,
            @RequestParam ExportFormat format,
            @Parameter(description = RANK) @RequestParam(defaultValue = "4") @Pattern(regexp = RANKS, message = NO_RANK)
                    String rank) {
        return export(activations.withFingerprint(fingerprint), format, rank);
    }

    @GetMapping("/export")
    @Operation(
            summary = "Take any formula home",
            description = "As /activations/{fingerprint}/export, for a formula or the name of an activation function.")
    ResponseEntity<byte[]> formula(
            @RequestParam String formula,
            @RequestParam ExportFormat format,
            @Parameter(description = RANK) @RequestParam(defaultValue = "4") @Pattern(regexp = RANKS, message = NO_RANK)
                    String rank) {
        return export(RequestedFunction.read("formula", formula), format, rank);
    }

    @GetMapping("/export/formats")
    @Operation(summary = "List the formats in which functions can be taken home")
    List<FormatView> formats() {
        return Stream.of(ExportFormat.values())
                .map(format -> new FormatView(format, format.title(), format.isText()))
                .toList();
    }

    /**
     * @param format the name in requests
     * @param title the name for people
     * @param text whether people can read it
     */
    record FormatView(ExportFormat format, String title, boolean text) {}

    private ResponseEntity<byte[]> export(Expression expression, ExportFormat format, String rank) {
        var activation = new ExportedActivation(expression, provenance.of(Fingerprint.of(expression)));
        return ResponseEntity.ok()
                .contentType(format.type())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(format.fileName(activation))
                                .build()
                                .toString())
                .body(format.content(activation, rank.equals(ANY) ? null : Integer.valueOf(rank)));
    }
}
