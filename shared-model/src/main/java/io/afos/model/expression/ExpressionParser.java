package io.afos.model.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads formulas such as {@code x*erf(exp(x))^2} or {@code max(x, 0.01*x)}.
 *
 * <pre>{@code
 * sum     = product { ("+" | "-") product }
 * product = prefix { ("*" | "/") prefix }
 * prefix  = "-" prefix | power
 * power   = atom [ "^" exponent ]
 * atom    = number | "x" | name "(" sum { "," sum } ")" | "(" sum ")"
 * }</pre>
 *
 * <p>Operators of equal rank group to the left. A minus directly before a number makes a negative number, unless a power
 * follows: {@code -2^2} is {@code -(2^2)}. The exponent is a whole number from 1 to 8, and {@code u^3} means {@code u*u*u}.
 * Besides the symbols of {@link UnaryFunction} and {@link BinaryFunction} these names are read: {@code log} (natural),
 * {@code relu(u)} for {@code max(u, 0)}, {@code arctan}, {@code arcsinh}, {@code arsinh}, {@code arctanh}, {@code artanh}.
 */
public final class ExpressionParser {

    /** The most characters of a formula. */
    public static final int MAX_LENGTH = 4_096;

    /** The most nodes of a tree. */
    public static final int MAX_SIZE = 255;

    /** The most nodes between root and leaf, both included. */
    public static final int MAX_DEPTH = 64;

    /** The largest exponent. */
    public static final int MAX_EXPONENT = 8;

    /** A tree of greatest depth needs at most one bracket or minus for each level. */
    private static final int MAX_NESTING = 2 * MAX_DEPTH;

    private final List<Token> tokens;
    private int next;
    private int nesting;

    private ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * The tree of a formula.
     *
     * @throws ExpressionSyntaxException if the text is not a formula or exceeds a limit of this class
     */
    public static Expression parse(String formula) {
        if (formula.length() > MAX_LENGTH) {
            throw new ExpressionSyntaxException(
                    MAX_LENGTH,
                    String.format(
                            Locale.ROOT,
                            "the formula has %,d characters, at most %,d are read",
                            formula.length(),
                            MAX_LENGTH));
        }
        var parser = new ExpressionParser(Token.split(formula));
        Expression expression = parser.sum();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.expected("an operator or the end");
        }
        return expression;
    }

    private Expression sum() {
        Expression left = product();
        while (peek().is("+") || peek().is("-")) {
            Token operator = take();
            var function = operator.is("+") ? BinaryFunction.ADD : BinaryFunction.SUBTRACT;
            left = bounded(function.of(left, product()), operator);
        }
        return left;
    }

    private Expression product() {
        Expression left = prefix();
        while (peek().is("*") || peek().is("/")) {
            Token operator = take();
            var function = operator.is("*") ? BinaryFunction.MULTIPLY : BinaryFunction.DIVIDE;
            left = bounded(function.of(left, prefix()), operator);
        }
        return left;
    }

    private Expression prefix() {
        if (!peek().is("-")) {
            return power();
        }
        Token minus = take();
        if (peek().kind() == Token.Kind.NUMBER && !tokens.get(next + 1).is("^")) {
            return Expression.constant(-number(take()));
        }
        enter(minus);
        Expression operand = prefix();
        nesting--;
        return bounded(UnaryFunction.NEGATE.of(operand), minus);
    }

    private Expression power() {
        Expression base = atom();
        if (!peek().is("^")) {
            return base;
        }
        Token operator = take();
        int exponent = exponent();
        if (peek().is("^")) {
            throw new ExpressionSyntaxException(
                    peek().position(), "a power of a power needs brackets: write (u^2)^3 or u^6");
        }
        Expression power = base;
        for (int i = 1; i < exponent; i++) {
            power = bounded(BinaryFunction.MULTIPLY.of(power, base), operator);
        }
        return power;
    }

    private int exponent() {
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[1-" + MAX_EXPONENT + "]")) {
            throw expected("a whole exponent from 1 to " + MAX_EXPONENT + " (for e^u write exp(u))");
        }
        return Integer.parseInt(take().text());
    }

    private Expression atom() {
        Token token = peek();
        if (token.kind() == Token.Kind.NUMBER) {
            return Expression.constant(number(take()));
        }
        if (token.kind() == Token.Kind.NAME) {
            take();
            return token.text().equals("x") ? Expression.x() : call(token);
        }
        if (token.is("(")) {
            enter(take());
            Expression inner = sum();
            nesting--;
            require(")", "an operator or ')'");
            return inner;
        }
        throw expected("a number, x, a function, '-' or '('");
    }

    private Expression call(Token name) {
        Call call = Call.named(name.text());
        if (call == null) {
            throw new ExpressionSyntaxException(
                    name.position(),
                    String.format(
                            Locale.ROOT, "unknown name %s; the input is x, the functions are %s", name, Call.names()));
        }
        enter(require("(", "'(' after " + name));
        var operands = new ArrayList<Expression>();
        operands.add(sum());
        while (peek().is(",") && operands.size() < call.operands()) {
            take();
            operands.add(sum());
        }
        nesting--;
        if (operands.size() < call.operands()) {
            throw expected(
                    String.format(Locale.ROOT, "',' and another operand, because %s takes %d", name, call.operands()));
        }
        if (peek().is(",")) {
            throw new ExpressionSyntaxException(
                    peek().position(),
                    String.format(Locale.ROOT, "%s takes %d operand(s) only", name, call.operands()));
        }
        require(")", "an operator or ')'");
        return bounded(call.result().apply(operands), name);
    }

    private static double number(Token token) {
        double number = Double.parseDouble(token.text());
        if (!Double.isFinite(number)) {
            throw new ExpressionSyntaxException(
                    token.position(),
                    String.format(Locale.ROOT, "the number %s is too large, at most 1.7e308 is read", token));
        }
        return number;
    }

    private static Expression bounded(Expression expression, Token token) {
        if (expression.size() > MAX_SIZE) {
            throw new ExpressionSyntaxException(
                    token.position(),
                    String.format(
                            Locale.ROOT, "the formula is too large: at most %d operations and operands", MAX_SIZE));
        }
        if (expression.depth() > MAX_DEPTH) {
            throw tooDeep(token);
        }
        return expression;
    }

    private void enter(Token token) {
        if (++nesting > MAX_NESTING) {
            throw tooDeep(token);
        }
    }

    private static ExpressionSyntaxException tooDeep(Token token) {
        return new ExpressionSyntaxException(
                token.position(),
                String.format(Locale.ROOT, "the formula is nested too deeply: at most %d levels", MAX_DEPTH));
    }

    private Token require(String symbol, String what) {
        if (!peek().is(symbol)) {
            throw expected(what);
        }
        return take();
    }

    private ExpressionSyntaxException expected(String what) {
        return new ExpressionSyntaxException(
                peek().position(), String.format(Locale.ROOT, "expected %s, but found %s", what, peek()));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }
}
