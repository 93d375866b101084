package io.afos.model.expression;

import java.util.function.DoubleBinaryOperator;

/**
 * The functions of two operands. {@code max} and {@code min} are written as calls, the others as infix operators.
 *
 * <p>Where the operands of {@code max} or {@code min} tie, the derivative is that of the right operand, and a constant
 * counts as the right one wherever it stands: max(x, 0) has derivative 0 at 0, as torch's relu.
 */
public enum BinaryFunction implements DoubleBinaryOperator {
    ADD("+", true, Double::sum),
    SUBTRACT("-", false, (a, b) -> a - b),
    MULTIPLY("*", true, (a, b) -> a * b),
    DIVIDE("/", false, (a, b) -> a / b),
    MAX("max", true, Math::max),
    MIN("min", true, Math::min);

    private final String symbol;
    private final boolean commutative;
    private final DoubleBinaryOperator value;

    BinaryFunction(String symbol, boolean commutative, DoubleBinaryOperator value) {
        this.symbol = symbol;
        this.commutative = commutative;
        this.value = value;
    }

    public String symbol() {
        return symbol;
    }

    public boolean commutative() {
        return commutative;
    }

    /** Whether formulas write the symbol between the operands. */
    public boolean infix() {
        return this != MAX && this != MIN;
    }

    @Override
    public double applyAsDouble(double left, double right) {
        return value.applyAsDouble(left, right);
    }

    public Expression of(Expression left, Expression right) {
        return new Expression.Binary(this, left, right);
    }
}
