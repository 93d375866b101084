package io.afos.model.expression;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LatexPrinterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "x*erf(exp(x))^2; x \\cdot \\operatorname{erf}\\left(e^{x}\\right)^{2}",
                "-x*erf(exp(-x)); -x \\cdot \\operatorname{erf}\\left(e^{-x}\\right)",
                "x-(x-1); x - \\left(x - 1\\right)",
                "(x+1)*x; \\left(x + 1\\right) \\cdot x",
                "x*(-2); x \\cdot \\left(-2\\right)",
                "-(x+1); -\\left(x + 1\\right)",
                "exp(x)^2; \\left(e^{x}\\right)^{2}",
                "(x+1)/(x*2); \\frac{x + 1}{x \\cdot 2}",
                "(x/2)^2; \\left(\\frac{x}{2}\\right)^{2}",
                "x*(x/2); x \\cdot \\frac{x}{2}",
                "sqrt(1+x^2); \\sqrt{1 + x^{2}}",
                "max(abs(x),0); \\max\\left(\\left|x\\right|, 0\\right)",
                "sigmoid(x)*softplus(x); \\sigma\\left(x\\right) \\cdot \\operatorname{softplus}\\left(x\\right)",
                "x+0.00001; x + 1.0 \\cdot 10^{-5}",
                "step(x); \\left[x > 0\\right]"
            })
    void writes(String formula, String expected) {
        assertThat(LatexPrinter.print(ExpressionParser.parse(formula))).isEqualTo(expected);
    }

    @Test
    void braces_and_sized_delimiters_match_in_every_tree() {
        var trees = RandomTrees.withAnyNumbers(new Random(9));
        for (int i = 0; i < 5_000; i++) {
            String latex = LatexPrinter.print(trees.draw(1 + i % 6));
            assertThat(occurrences(latex, "{")).as(latex).isEqualTo(occurrences(latex, "}"));
            assertThat(occurrences(latex, "\\left")).as(latex).isEqualTo(occurrences(latex, "\\right"));
        }
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length;
    }
}
