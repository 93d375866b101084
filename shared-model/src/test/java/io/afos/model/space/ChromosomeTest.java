package io.afos.model.space;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChromosomeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mul_erf|x,exp; x*erf(exp(x))",
                "mul_erf|neg,exp_neg; -x*erf(exp(-x))",
                "mul|erf,softplus; erf(x)*softplus(x)",
                "sigmoid_mul|x,x; sigmoid(x)*x",
                "mul_exp,add|max0,min0,tanh; (max(x,0)+min(x,0))*exp(tanh(x))",
                "max_relu,max|sin,atan,sinh; max(max(max(sin(x),atan(x)),0),sinh(x))",
                "add,mul,min|x_erf,abs,asinh,cos; x*erf(x)*abs(x)+min(asinh(x),cos(x))"
            })
    void is_the_tree_of_its_genes(String code, String formula) {
        Expression expression = Chromosome.ofCode(code).expression();
        assertThat(InfixPrinter.print(expression)).isEqualTo(formula);
        assertThat(ExpressionParser.parse(formula)).isEqualTo(expression);
    }

    @Test
    void its_code_is_read_back() {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            Chromosome chromosome = Preset.AFOS_EXTENDED.space().random(random);
            assertThat(chromosome.code()).hasSizeLessThanOrEqualTo(Chromosome.MAX_CODE_LENGTH);
            assertThat(Chromosome.ofCode(chromosome.code())).isEqualTo(chromosome);
        }
    }

    @Test
    void genes_of_a_wrong_number_are_refused() {
        assertThatThrownBy(() -> new Chromosome(List.of(BinaryGene.ADD), List.of(UnaryGene.X)))
                .hasMessage("a candidate has 3, 5 or 7 genes, but 2 are given");
        assertThatThrownBy(() -> new Chromosome(List.of(), List.of(UnaryGene.X, UnaryGene.X, UnaryGene.X)))
                .hasMessageContaining("3 genes has 1 binary and 2 unary ones, but 0 and 3 are given");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "|", "add", "add|x", "add|x,x|x", "add|x,foo", "ADD|x,x", "x|add,x", "add,|x,x,x", "add|x, x"
            })
    void a_text_that_is_no_code_is_refused(String code) {
        assertThatThrownBy(() -> Chromosome.ofCode(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_refusal_is_short_and_names_what_there_is() {
        assertThatThrownBy(() -> Chromosome.ofCode("add|x," + "y".repeat(90)))
                .hasMessageContaining("unknown unary gene 'yyy")
                .hasMessageContaining("x_erf")
                .message()
                .hasSizeLessThan(300);
        assertThatThrownBy(() -> Chromosome.ofCode("x".repeat(1_000_000)))
                .hasMessage("a chromosome's code has at most 100 characters, but this one has 1000000");
    }
}
