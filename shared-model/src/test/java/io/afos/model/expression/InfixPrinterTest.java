package io.afos.model.expression;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InfixPrinterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x*erf(exp(x))^2",
                "-x*erf(exp(-x))",
                "x-(x-x)",
                "x-x-x",
                "x*(x*2)",
                "x/(x/2)",
                "x*(-2)",
                "x-(-2)",
                "-(2)",
                "--(2)",
                "--2",
                "-(x+1)",
                "-x^2",
                "(-x)^2",
                "(-2)^2",
                "-2^2",
                "(x^2)^2",
                "x^8*x",
                "(x+1)^3",
                "max(x,-x)",
                "max(x+1,0)",
                "1.0E-300*x"
            })
    void writes_the_form_with_fewest_brackets(String formula) {
        assertThat(InfixPrinter.print(ExpressionParser.parse(formula))).isEqualTo(formula);
    }

    @Test
    void what_it_writes_is_read_back_as_the_very_same_tree() {
        var trees = RandomTrees.withAnyNumbers(new Random(7));
        for (int i = 0; i < 20_000; i++) {
            Expression tree = trees.draw(1 + i % 6);
            String formula = InfixPrinter.print(tree);
            assertThat(ExpressionParser.parse(formula)).as(formula).isEqualTo(tree);
        }
    }

    @Test
    void no_pair_of_brackets_can_be_left_out() {
        var trees = RandomTrees.withAnyNumbers(new Random(8));
        int pairs = 0;
        for (int i = 0; i < 20_000; i++) {
            Expression tree = trees.draw(1 + i % 6);
            String formula = InfixPrinter.print(tree);
            var open = new ArrayDeque<Integer>();
            for (int at = 0; at < formula.length(); at++) {
                if (formula.charAt(at) == '(') {
                    open.push(at);
                } else if (formula.charAt(at) == ')') {
                    int from = open.pop();
                    if (groups(formula, from)) {
                        pairs++;
                        assertThat(readsAs(without(formula, from, at), tree))
                                .as(formula)
                                .isFalse();
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(1_000);
    }

    /** Whether the bracket is neither that of a call nor the one that sets an operand's minus off from an operator. */
    private static boolean groups(String formula, int bracket) {
        boolean call = bracket > 0 && Character.isLetter(formula.charAt(bracket - 1));
        boolean minus = formula.charAt(bracket + 1) == '-' && bracket > 0;
        return !call && !minus;
    }

    private static String without(String formula, int from, int to) {
        return formula.substring(0, from) + formula.substring(from + 1, to) + formula.substring(to + 1);
    }

    private static boolean readsAs(String formula, Expression tree) {
        try {
            return ExpressionParser.parse(formula).equals(tree);
        } catch (ExpressionSyntaxException e) {
            return false;
        }
    }

    @Test
    void a_tree_of_greatest_size_is_short_enough_to_be_read() {
        Expression tree = Expression.constant(-1.2345678901234567e-300);
        for (int i = 0; i < 7; i++) {
            tree = BinaryFunction.DIVIDE.of(tree, tree);
        }
        assertThat(tree.size()).isEqualTo(ExpressionParser.MAX_SIZE);
        assertThat(ExpressionParser.parse(InfixPrinter.print(tree))).isEqualTo(tree);
    }
}
