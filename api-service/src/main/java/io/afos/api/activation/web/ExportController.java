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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
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

    private static final String RANK = "Number of dimensions of an ONNX model's input. Default: any";

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
            @ExportFormatParameter @RequestParam String format,
            @Parameter(description = RANK) @RequestParam(required = false) @Min(0) @Max(8) @Nullable Integer rank) {
        return export(activations.withFingerprint(fingerprint), ExportFormat.named(format), rank);
    }

    @GetMapping("/export")
    @Operation(
            summary = "Take any formula home",
            description = "As /activations/{fingerprint}/export, for a formula or the name of an activation function.")
    ResponseEntity<byte[]> formula(
            @RequestParam String formula,
            @ExportFormatParameter @RequestParam String format,
            @Parameter(description = RANK) @RequestParam(required = false) @Min(0) @Max(8) @Nullable Integer rank) {
        return export(RequestedFunction.read("formula", formula), ExportFormat.named(format), rank);
    }

    private ResponseEntity<byte[]> export(Expression expression, ExportFormat format, @Nullable Integer rank) {
        var activation = new ExportedActivation(expression, provenance.of(Fingerprint.of(expression)));
        return ResponseEntity.ok()
                .contentType(format.type())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(format.fileName(activation))
                                .build()
                                .toString())
                .body(format.content(activation, rank));
    }
}
