package io.afos.api.activation;

import io.afos.api.evaluation.EvaluationQueries;
import io.afos.api.evaluation.EvaluationView;
import io.afos.api.web.Cursor;
import io.afos.api.web.NotFound;
import io.afos.api.web.Page;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.expression.WideRange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    private static final int POINTS = 201;
    private static final double RANGE = 8;

    private final Formulas formulas;
    private final EvaluationQueries evaluations;

    ActivationController(Formulas formulas, EvaluationQueries evaluations) {
        this.formulas = formulas;
        this.evaluations = evaluations;
    }

    @GetMapping
    @Operation(summary = "Look at an activation function: formula, LaTeX, derivative, curve")
    ActivationView activation(
            @PathVariable @Pattern(regexp = FINGERPRINT, message = NO_FINGERPRINT) String fingerprint) {
        Optional<NamedActivation> named = NamedActivations.find(new Fingerprint(fingerprint));
        String formula = formulas.find(fingerprint)
                .orElseThrow(() -> new NotFound("no activation function with this fingerprint was asked for yet"));
        Expression expression = ExpressionParser.parse(formula);
        Expression derivative = Derivative.of(expression);
        return new ActivationView(
                fingerprint,
                named.map(NamedActivation::name).orElse(null),
                formula,
                LatexPrinter.print(expression),
                InfixPrinter.print(derivative),
                LatexPrinter.print(derivative),
                named.map(NamedActivation::source).orElse(null),
                IntStream.range(0, POINTS)
                        .mapToObj(i -> point(expression, -RANGE + 2 * RANGE * i / (POINTS - 1)))
                        .toList());
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

    private static ActivationView.Point point(Expression expression, double x) {
        var at = WideRange.evaluate(expression, x);
        return new ActivationView.Point(x, finite(at.value()), finite(at.derivative()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
