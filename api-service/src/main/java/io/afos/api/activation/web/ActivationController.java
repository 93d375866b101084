package io.afos.api.activation.web;

import io.afos.api.activation.ActivationFamily;
import io.afos.api.activation.ActivationView;
import io.afos.api.activation.Activations;
import io.afos.api.activation.CurveRange;
import io.afos.api.activation.FamilyQueries;
import io.afos.api.evaluation.view.EvaluationQueries;
import io.afos.api.evaluation.view.EvaluationView;
import io.afos.api.web.Cursor;
import io.afos.api.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/activations/{fingerprint}")
@Tag(name = "Activations", description = "Activation functions by their fingerprint")
class ActivationController {

    static final String FINGERPRINT = "[0-9a-f]{32}";
    static final String NO_FINGERPRINT = "must be 32 lower-case hexadecimal digits";

    private final Activations activations;
    private final FamilyQueries families;
    private final EvaluationQueries evaluations;

    ActivationController(Activations activations, FamilyQueries families, EvaluationQueries evaluations) {
        this.activations = activations;
        this.families = families;
        this.evaluations = evaluations;
    }

    @GetMapping
    @Operation(summary = "Look at an activation function: formula, LaTeX, derivative, curve")
    ActivationView activation(
            @PathVariable @Pattern(regexp = FINGERPRINT, message = NO_FINGERPRINT) String fingerprint) {
        return ActivationView.of(fingerprint, activations.withFingerprint(fingerprint), CurveRange.USUAL);
    }

    @GetMapping("/family")
    @Operation(summary = "An activation function's equal forms, mirror image, parents and children in all searches")
    ActivationFamily family(@PathVariable @Pattern(regexp = FINGERPRINT, message = NO_FINGERPRINT) String fingerprint) {
        return families.of(fingerprint, activations.withFingerprint(fingerprint));
    }

    @GetMapping("/evaluations")
    @Operation(summary = "List every evaluation of an activation function with its learning curve, oldest first")
    Page<EvaluationView> evaluations(
            @PathVariable @Pattern(regexp = FINGERPRINT, message = NO_FINGERPRINT) String fingerprint,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Long after = Cursor.decode(cursor, 1, key -> Long.valueOf(key.get(0)));
        List<EvaluationView> rows = evaluations.of(fingerprint, after, limit + 1);
        return Page.of(rows, limit, evaluation -> Cursor.of(evaluation.id()));
    }
}
