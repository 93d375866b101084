package io.afos.model.activation;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NamedActivationsTest {

    /** Expected values: the definitions of the papers, case by case, in mpmath 1.3.0 with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "relu, 0.0, 0.5, 4.0",
        "leaky-relu, -0.02, 0.5, 4.0",
        "elu, -0.864664716763387308, 0.5, 4.0",
        "selu, -1.52016646859569504, 0.525350493677740247, 4.20280394942192197",
        "gelu, -0.0455002638963584144, 0.345731230637006552, 3.99987331503266752",
        "silu, -0.238405844044235112, 0.311229665600927282, 3.92805516015163377",
        "mish, -0.252501482695708864, 0.375245211304895105, 3.99741280697623852",
        "softplus, 0.126928011042972496, 0.974076984180106681, 4.01814992791780974",
        "tanh, -0.964027580075816884, 0.462117157260009759, 0.999329299739067044",
        "sigmoid, 0.119202922022117556, 0.622459331201854565, 0.982013790037908442",
        "hard-swish, -0.333333333333333333, 0.291666666666666667, 4.0",
        "eelu-1, -0.303564581288947839, 0.490140285976415506, 4.0",
        "eelu-2, 2.0, -0.304488572170756947, -0.0826586983449754294",
        "eelu-3, -0.0460757275065671103, 0.480474999874084749, 4.0",
        "eelu-4, -0.12633427544564203, 0.507006951246246393, 4.01814986596895602"
    })
    void equals_the_published_definition(String name, double atMinus2, double atHalf, double at4) {
        var activation = NamedActivations.find(name).orElseThrow().expression();
        assertThat(activation.value(-2)).isCloseTo(atMinus2, within(1e-15));
        assertThat(activation.value(0.5)).isCloseTo(atHalf, within(1e-15));
        assertThat(activation.value(4)).isCloseTo(at4, within(4e-15));
    }

    /** ELU and SELU have one-sided or common slopes at 0, as torch computes them. */
    @ParameterizedTest
    @CsvSource({"relu, 0", "leaky-relu, 0.01", "elu, 1", "selu, 1.7580993408473768", "gelu, 0.5", "silu, 0.5"})
    void has_the_usual_slope_at_0(String name, double slope) {
        var derivative = Derivative.of(NamedActivations.find(name).orElseThrow().expression());
        assertThat(derivative.value(0)).isCloseTo(slope, within(1e-15));
    }

    /** The file was made by torch_values.py beside it. Some slopes of torch have the digits of float32 only. */
    @ParameterizedTest
    @CsvFileSource(resources = "torch.csv", numLinesToSkip = 1)
    void has_the_values_and_slopes_of_torch(String name, double x, double value, double slope) {
        Expression function = NamedActivations.find(name).orElseThrow().expression();
        assertThat(function.value(x)).isCloseTo(value, within(1e-14 * (1 + Math.abs(value))));
        assertThat(Derivative.of(function).value(x)).isCloseTo(slope, within(1e-8));
    }

    /** keras.activations of Keras 3, which torch has not, as its documentation defines them. */
    @ParameterizedTest
    @CsvSource({
        "squareplus, -2, 0.41421356237309515",
        "squareplus, 0.5, 1.2807764064044151",
        "sparse-sigmoid, -1.5, 0",
        "sparse-sigmoid, 0.5, 0.75",
        "sparse-sigmoid, 3, 1"
    })
    void has_the_values_of_keras(String name, double x, double value) {
        assertThat(NamedActivations.find(name).orElseThrow().expression().value(x))
                .isCloseTo(value, within(1e-15));
    }

    @Test
    void all_are_usable_and_no_two_are_the_same() {
        assertThat(NamedActivations.all()).hasSize(31).allSatisfy(named -> {
            assertThat(named.name()).matches("[a-z0-9][a-z0-9-]{0,63}");
            assertThat(Usability.of(named.expression())).isEqualTo(Usability.USABLE);
            assertThat(NamedActivations.find(named.fingerprint())).contains(named);
            assertThat(NamedActivations.find(named.name())).contains(named);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(x+abs(x))/2; relu",
                "x/(1+exp(-x)); silu",
                "max(exp(min(x,0))-1,x); elu",
                "x*(1-2/(1+(1+exp(x))^2)); mish",
                "max(min(x,6),0); relu6",
                "ln(sigmoid(x)); log-sigmoid",
                "x*max(x,0); relu-squared",
                "ln(1+exp(x)); softplus",
                "erf(exp(x))*(x*erf(exp(x))); eelu-3"
            })
    void is_found_however_it_is_written(String formula, String name) {
        assertThat(NamedActivations.find(Fingerprint.of(ExpressionParser.parse(formula))))
                .map(NamedActivation::name)
                .contains(name);
    }

    @Test
    void an_unknown_function_has_no_name() {
        assertThat(NamedActivations.find(Fingerprint.of(ExpressionParser.parse("x^3"))))
                .isEmpty();
        assertThat(NamedActivations.find("no-such")).isEmpty();
    }
}
