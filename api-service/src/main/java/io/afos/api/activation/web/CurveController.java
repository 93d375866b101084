package io.afos.api.activation.web;

import io.afos.api.activation.ActivationView;
import io.afos.api.activation.Activations;
import io.afos.api.activation.CurveRange;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RequestedFunction;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.Expression;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/activations")
@Tag(name = "Activations")
class CurveController {

    private static final int MOST = 64;

    private final Activations activations;

    CurveController(Activations activations) {
        this.activations = activations;
    }

    @GetMapping
    @Operation(
            summary = "Look at several activation functions at once, over a range of one's own",
            description = "By fingerprint, by name or by any formula, 64 at most. Unknown fingerprints are left out.")
    @Parameter(
            name = "formula",
            in = ParameterIn.QUERY,
            description = "Name of a standard activation, or a formula; may be repeated",
            array = @ArraySchema(schema = @Schema(type = "string")))
    List<ActivationView> activations(
            @RequestParam(defaultValue = "") @Size(max = MOST)
                    List<
                                    @Pattern(
                                            regexp = ActivationController.FINGERPRINT,
                                            message = ActivationController.NO_FINGERPRINT)
                                    String>
                            fingerprint,
            @RequestParam(defaultValue = "-8") @DecimalMin("-1000") @DecimalMax("1000") double from,
            @RequestParam(defaultValue = "8") @DecimalMin("-1000") @DecimalMax("1000") double to,
            @RequestParam(defaultValue = "201") @Min(2) @Max(1_001) int points,
            HttpServletRequest request) {
        String[] formula = formulas(request);
        if (fingerprint.size() + formula.length > MOST) {
            throw new InvalidRequest("formula", "must be, together with fingerprint, at most " + MOST);
        }
        var range = new CurveRange(from, to, points);
        var views = new ArrayList<ActivationView>();
        activations
                .withFingerprints(fingerprint)
                .forEach((known, expression) -> views.add(ActivationView.of(known, expression, range)));
        for (int i = 0; i < formula.length; i++) {
            Expression expression = RequestedFunction.read(String.format(Locale.ROOT, "formula[%d]", i), formula[i]);
            views.add(ActivationView.of(Fingerprint.of(expression).value(), expression, range));
        }
        return views;
    }

    /** Formulas contain commas, at which a list would be split. */
    private static String[] formulas(HttpServletRequest request) {
        String[] values = request.getParameterValues("formula");
        return values == null ? new String[0] : values;
    }
}
