package io.afos.model.space;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EncoderTest {

    private static final SearchSpace AFOS = Preset.AFOS.space();

    private static List<String> codes(SearchSpace space, String... formulas) {
        return new Encoder(space)
                .encode(Stream.of(formulas).map(ExpressionParser::parse).toList()).values().stream()
                        .map(Chromosome::code)
                        .toList();
    }

    @Test
    void finds_every_usable_function_of_the_space_again() {
        var random = new Random(1);
        var functions = new ArrayList<Expression>();
        while (functions.size() < 60) {
            Expression drawn = AFOS.random(random).expression();
            if (Usability.of(drawn) == Usability.USABLE) {
                functions.add(drawn);
            }
        }
        var found = new Encoder(AFOS).encode(functions);
        assertThat(functions)
                .allSatisfy(function -> assertThat(Fingerprint.of(
                                found.get(Fingerprint.of(function)).expression()))
                        .isEqualTo(Fingerprint.of(function)));
    }

    @Test
    void finds_the_smallest_shape_however_a_function_is_written() {
        assertThat(codes(AFOS, "x*sigmoid(x)", "(x+abs(x))/2", "erf(exp(x))*x"))
                .containsExactly("mul|x,sigmoid", "add|abs,min0", "mul_erf|x,exp");
        assertThat(codes(AFOS, "x*erf(exp(x))*erf(exp(x))"))
                .singleElement()
                .satisfies(code -> assertThat(Chromosome.ofCode(code).shape()).isEqualTo(Shape.GENES_5));
    }

    @Test
    void leaves_out_what_the_space_does_not_contain() {
        List<Expression> named =
                NamedActivations.all().stream().map(NamedActivation::expression).toList();
        Collection<Fingerprint> found = new Encoder(AFOS).encode(named).keySet();
        assertThat(found.stream()
                        .map(NamedActivations::find)
                        .map(one -> one.orElseThrow().name()))
                .containsExactly(
                        "relu",
                        "silu",
                        "softplus",
                        "tanh",
                        "sigmoid",
                        "relu-squared",
                        "linear",
                        "exponential",
                        "eelu-1",
                        "eelu-2",
                        "eelu-3",
                        "eelu-4");
    }

    @Test
    void keeps_to_the_genes_and_shapes_of_the_space() {
        var small =
                new SearchSpace(List.of(UnaryGene.X, UnaryGene.TANH), List.of(BinaryGene.ADD), List.of(Shape.GENES_7));
        assertThat(codes(small, "4*x", "3*x+tanh(x)", "x+tanh(x)", "2*x"))
                .containsExactly("add,add,add|x,x,x,x", "add,add,add|x,x,x,tanh");
        assertThat(new Encoder(small).encode(List.of())).isEmpty();
    }
}
