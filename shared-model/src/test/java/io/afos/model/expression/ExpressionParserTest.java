package io.afos.model.expression;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.afos.model.expression.BinaryFunction.ADD;
import static io.afos.model.expression.BinaryFunction.DIVIDE;
import static io.afos.model.expression.BinaryFunction.MAX;
import static io.afos.model.expression.BinaryFunction.MULTIPLY;
import static io.afos.model.expression.BinaryFunction.SUBTRACT;
import static io.afos.model.expression.UnaryFunction.EXP;
import static io.afos.model.expression.UnaryFunction.NEGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExpressionParserTest {

    private static final Expression X = Expression.x();

    private static Expression number(double number) {
        return Expression.constant(number);
    }

    static Stream<Arguments> formulas() {
        return Stream.of(
                Arguments.of("x", X),
                Arguments.of(" ( x )\n", X),
                Arguments.of("2.5e-1", number(0.25)),
                Arguments.of(".5", number(0.5)),
                Arguments.of("-2", number(-2)),
                Arguments.of("- 2", number(-2)),
                Arguments.of("-(2)", NEGATE.of(number(2))),
                Arguments.of("--2", NEGATE.of(number(-2))),
                Arguments.of("-2^2", NEGATE.of(MULTIPLY.of(number(2), number(2)))),
                Arguments.of("(-2)^2", MULTIPLY.of(number(-2), number(-2))),
                Arguments.of("-x^2", NEGATE.of(MULTIPLY.of(X, X))),
                Arguments.of("x^1", X),
                Arguments.of("x^3", MULTIPLY.of(MULTIPLY.of(X, X), X)),
                Arguments.of("x-1-x", SUBTRACT.of(SUBTRACT.of(X, number(1)), X)),
                Arguments.of("x-(1-x)", SUBTRACT.of(X, SUBTRACT.of(number(1), X))),
                Arguments.of("x/2/x", DIVIDE.of(DIVIDE.of(X, number(2)), X)),
                Arguments.of("1+2*x", ADD.of(number(1), MULTIPLY.of(number(2), X))),
                Arguments.of("-x*x", MULTIPLY.of(NEGATE.of(X), X)),
                Arguments.of("x*-x", MULTIPLY.of(X, NEGATE.of(X))),
                Arguments.of("exp(-x)", EXP.of(NEGATE.of(X))),
                Arguments.of("max(x, 0.01*x)", MAX.of(X, MULTIPLY.of(number(0.01), X))),
                Arguments.of("relu(exp(x))", MAX.of(EXP.of(X), number(0))),
                Arguments.of("log(x)", UnaryFunction.LN.of(X)),
                Arguments.of("arcsinh(x)", UnaryFunction.ASINH.of(X)));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void reads(String formula, Expression expected) {
        assertThat(ExpressionParser.parse(formula)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "\"\"; 0; but found the end",
                "\"  \"; 2; but found the end",
                "sin(x; 5; expected an operator or ')', but found the end",
                "x+; 2; expected a number, x, a function, '-' or '('",
                "2x; 1; expected an operator or the end, but found 'x'",
                "2exp(x); 1; expected an operator or the end, but found 'exp'",
                "x); 1; expected an operator or the end, but found ')'",
                "x*foo(x); 2; unknown name 'foo'; the input is x, the functions are abs, ",
                "x*X; 2; unknown name 'X'",
                "exp x; 4; expected '(' after 'exp', but found 'x'",
                "exp(); 4; expected a number, x, a function",
                "max(x); 5; because 'max' takes 2, but found ')'",
                "max(x,x,x); 7; 'max' takes 2 operand(s) only",
                "exp(x,x); 5; 'exp' takes 1 operand(s) only",
                "x^0; 2; expected a whole exponent from 1 to 8",
                "x^9; 2; expected a whole exponent from 1 to 8",
                "x^-1; 2; expected a whole exponent from 1 to 8",
                "x^x; 2; expected a whole exponent from 1 to 8",
                "x^2^3; 3; a power of a power needs brackets",
                "1e999; 0; the number '1e999' is too large",
                "1+é; 2; U+00E9 (LATIN SMALL LETTER E WITH ACUTE)",
                "x+x=2; 3; U+003D (EQUALS SIGN)"
            })
    void says_where_and_what_is_wrong(String formula, int position, String message) {
        var problem = catchThrowableOfType(ExpressionSyntaxException.class, () -> ExpressionParser.parse(formula));
        assertThat(problem).hasMessageContaining(message).hasMessageContaining("position " + position);
        assertThat(problem.position()).isEqualTo(position);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "(".repeat(4_000) + "x",
                "(".repeat(2_000) + "x" + ")".repeat(2_000),
                "-".repeat(4_000) + "x",
                "exp(".repeat(1_000) + "x",
                "max(x,".repeat(600) + "x",
                "x" + "+x".repeat(2_000),
                "x" + "*x".repeat(130),
                "((x^8)^8)^8",
                "(".repeat(100) + "x" + "^8)".repeat(100),
                "9".repeat(4_000),
                "a".repeat(4_000),
                "x" + "^".repeat(4_000),
                "x".repeat(4_097),
                " ".repeat(5_000_000),
                ",".repeat(4_000),
                "\u0000",
                "x+\uD83D",
                "max(".repeat(1_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refuses_hostile_input_with_a_short_message(String formula) {
        assertThatThrownBy(() -> ExpressionParser.parse(formula))
                .isInstanceOf(ExpressionSyntaxException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(400)
                .matches("\\p{Print}+");
    }

    @Test
    void random_text_is_either_a_formula_or_refused() {
        var random = new Random(11);
        String[] pieces = {
            "x", "1", ".5", "2e", "+", "-", "*", "/", "^", "2", "(", ")", ",", "max", "exp", "(", "x", ")", " "
        };
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var formula = new StringBuilder();
            for (int length = random.nextInt(1, 12); length > 0; length--) {
                formula.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Expression tree = ExpressionParser.parse(formula.toString());
                assertThat(ExpressionParser.parse(InfixPrinter.print(tree))).isEqualTo(tree);
                read++;
            } catch (ExpressionSyntaxException expected) {
                assertThat(expected.position()).isBetween(0, formula.length());
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void reads_trees_up_to_the_greatest_depth(int depth) {
        String formula = "exp(".repeat(depth - 1) + "x" + ")".repeat(depth - 1);
        assertThat(ExpressionParser.parse(formula).depth()).isEqualTo(depth);
        assertThatThrownBy(() -> ExpressionParser.parse("-exp(exp(" + formula + "))"))
                .hasMessageContaining("nested too deeply: at most 64 levels");
    }

    @Test
    void reads_trees_up_to_the_greatest_size() {
        String level = "x";
        for (int i = 0; i < 7; i++) {
            level = "(" + level + "+" + level + ")";
        }
        assertThat(ExpressionParser.parse(level).size()).isEqualTo(ExpressionParser.MAX_SIZE);
        String larger = "exp(" + level + ")";
        assertThatThrownBy(() -> ExpressionParser.parse(larger))
                .hasMessageContaining("too large: at most 255 operations and operands");
    }
}
