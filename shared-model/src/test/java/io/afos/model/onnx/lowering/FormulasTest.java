package io.afos.model.onnx.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.onnx.file.Attribute;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.recognition.Pointwise;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FormulasTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Relu",
                "LeakyRelu",
                "ThresholdedRelu",
                "Elu",
                "Celu",
                "Selu",
                "HardSwish",
                "HardSigmoid",
                "Softplus",
                "Softsign",
                "Sigmoid",
                "Swish",
                "Tanh",
                "Gelu",
                "Mish",
                "Clip",
                "Erf",
                "Exp",
                "Log",
                "Sqrt",
                "Abs",
                "Neg",
                "Reciprocal",
                "Sign",
                "Sin",
                "Cos",
                "Atan",
                "Sinh",
                "Cosh"
            })
    void a_formula_is_the_function_of_its_operator(String operator) {
        for (Map<String, Attribute> attributes : List.<Map<String, Attribute>>of(
                Map.of(),
                Map.of("alpha", new Attribute.Real(0.3)),
                Map.of("alpha", new Attribute.Real(0.7), "beta", new Attribute.Real(-0.2)))) {
            var node = new Node("node", operator, List.of("x", "least", "most"), List.of("y"), attributes);
            String formula = Formulas.of(node, OptionalDouble.of(-0.5), OptionalDouble.of(1.5));
            Expression expression = ExpressionParser.parse(formula);
            for (double x = 0.05; x < 4; x += 0.1) {
                for (double signed : operator.matches("Log|Sqrt") ? new double[] {x} : new double[] {x, -x}) {
                    double value = Pointwise.value(node, new double[] {signed, -0.5, 1.5});
                    assertThat(expression.value(signed))
                            .as("%s at %s", formula, signed)
                            .isCloseTo(value, within(1e-12));
                }
            }
        }
    }
}
