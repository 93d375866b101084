package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.Slope;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.lowering.Term.Scalar;
import java.util.HashMap;
import java.util.Map;

/**
 * Translates an expression into instructions for its value and its derivative together (forward-mode differentiation).
 * Equal subexpressions of value and derivative are computed once.
 */
final class DualLowering {

    private static final Scalar HALF = new Scalar(0.5);
    private static final Scalar TWO = new Scalar(2);
    /** From here on u² + 1 is u² to double precision. */
    private static final Scalar FAR = new Scalar(1e9);

    private static final Scalar UNDEFINED = new Scalar(Double.NaN);

    private static final Expression SIGN = UnaryFunction.SIGN.of(Expression.x());
    static final Expression COSH_OF_ASINH = UnaryFunction.COSH.of(UnaryFunction.ASINH.of(Expression.x()));

    private final Assembler code;
    private final Arithmetic arithmetic;
    private final Map<Expression, Dual> done = new HashMap<>();

    record Dual(Term value, Term derivative) {}

    DualLowering(Assembler code, Arithmetic arithmetic) {
        this.code = code;
        this.arithmetic = arithmetic;
    }

    Dual lower(Expression expression) {
        Dual known = done.get(expression);
        if (known == null) {
            known = translate(expression);
            done.put(expression, known);
        }
        return known;
    }

    private Dual translate(Expression expression) {
        if (expression instanceof Constant constant) {
            return new Dual(new Scalar(constant.number()), Term.ZERO);
        }
        if (expression instanceof Unary unary) {
            Dual u = lower(unary.operand());
            return u.value() instanceof Scalar s
                    ? new Dual(new Scalar(unary.function().applyAsDouble(s.number())), Term.ZERO)
                    : unary(unary.function(), u);
        }
        if (expression instanceof Binary binary) {
            Dual a = lower(binary.left());
            Dual b = lower(binary.right());
            return a.value() instanceof Scalar s && b.value() instanceof Scalar t
                    ? new Dual(new Scalar(binary.function().applyAsDouble(s.number(), t.number())), Term.ZERO)
                    : binary(binary, a, b);
        }
        return new Dual(Term.INPUT, Term.ONE);
    }

    private Dual unary(UnaryFunction function, Dual operand) {
        Term u = operand.value();
        Term value = value(function, u);
        Slope slope = arithmetic == Arithmetic.FAST ? function.cheapSlope() : function.slope();
        return new Dual(
                value,
                slope instanceof Slope.Divisor divisor
                        ? ratio(operand.derivative(), at(divisor.expression(), u))
                        : chain((Slope.Factor) slope, u, operand.derivative()));
    }

    private Term value(UnaryFunction function, Term u) {
        return switch (function) {
            case NEGATE -> code.negate(u);
            case STEP -> code.step(u);
            case ASINH -> asinh(u);
            case ATANH -> atanh(u);
            default -> code.unary(Operation.of(function), u);
        };
    }

    /** The expression with {@code u} in place of its input. */
    Term at(Expression slope, Term u) {
        if (slope instanceof Constant constant) {
            return new Scalar(constant.number());
        }
        if (slope.equals(COSH_OF_ASINH)) {
            return root(u);
        }
        if (slope instanceof Unary unary) {
            return value(unary.function(), at(unary.operand(), u));
        }
        if (slope instanceof Binary binary) {
            Term a = at(binary.left(), u);
            Term b = at(binary.right(), u);
            return switch (binary.function()) {
                case ADD -> code.add(a, b);
                case SUBTRACT -> code.subtract(a, b);
                case MULTIPLY -> code.multiply(a, b);
                case DIVIDE -> code.divide(a, b);
                case MAX -> code.max(a, b);
                case MIN -> code.min(a, b);
            };
        }
        return u;
    }

    private Dual binary(Binary binary, Dual a, Dual b) {
        return switch (binary.function()) {
            case ADD -> new Dual(code.add(a.value(), b.value()), code.add(a.derivative(), b.derivative()));
            case SUBTRACT ->
                new Dual(code.subtract(a.value(), b.value()), code.subtract(a.derivative(), b.derivative()));
            case MULTIPLY ->
                new Dual(
                        code.multiply(a.value(), b.value()),
                        code.add(code.multiply(a.derivative(), b.value()), code.multiply(a.value(), b.derivative())));
            case DIVIDE -> {
                Term value = quotient(a.value(), b.value());
                Term numerator = code.subtract(a.derivative(), code.multiply(value, b.derivative()));
                yield new Dual(value, code.divide(numerator, b.value()));
            }
            case MAX -> {
                Dual right = a.value() instanceof Scalar ? a : b;
                Dual left = right == a ? b : a;
                yield new Dual(
                        code.max(left.value(), right.value()),
                        code.whereGreater(left.value(), right.value(), left.derivative(), right.derivative()));
            }
            case MIN -> {
                Dual right = a.value() instanceof Scalar ? a : b;
                Dual left = right == a ? b : a;
                yield new Dual(
                        code.min(left.value(), right.value()),
                        code.whereGreater(right.value(), left.value(), left.derivative(), right.derivative()));
            }
        };
    }

    /** A slope that is 0 on whole intervals wins over an undefined derivative of the operand in any arithmetic. */
    private Term chain(Slope.Factor slope, Term u, Term du) {
        if (slope.isZero()) {
            return Term.ZERO;
        }
        Term factor = at(slope.expression(), u);
        return arithmetic == Arithmetic.GUARDED || slope.expression().equals(SIGN)
                ? code.vanishing(factor, du)
                : code.multiply(factor, du);
    }

    /** A derivative divided by a value. */
    private Term ratio(Term inner, Term value) {
        return arithmetic == Arithmetic.GUARDED && !(inner instanceof Scalar)
                ? code.whereDifferent(inner, Term.ZERO, code.divide(inner, value), Term.ZERO)
                : code.divide(inner, value);
    }

    /** Something divided by infinity may be anything if that something is large as well. */
    private Term quotient(Term a, Term b) {
        Term quotient = code.divide(a, b);
        return arithmetic == Arithmetic.GUARDED && !(b instanceof Scalar)
                ? code.whereFinite(b, quotient, UNDEFINED)
                : quotient;
    }

    private Term square(Term u) {
        return code.multiply(u, u);
    }

    /** sqrt(1 + u²), which is |u| where u² might overflow. */
    private Term root(Term u) {
        Term magnitude = code.unary(Operation.ABS, u);
        return code.whereGreater(magnitude, FAR, magnitude, code.unary(Operation.SQRT, code.add(square(u), Term.ONE)));
    }

    /** sign(u)·ln(1 + |u| + u²/(1 + sqrt(1 + u²))), which loses nothing near 0. */
    private Term asinh(Term u) {
        Term magnitude = code.unary(Operation.ABS, u);
        Term excess = code.multiply(magnitude, code.divide(magnitude, code.add(root(u), Term.ONE)));
        return code.multiply(code.unary(Operation.SIGN, u), code.log1p(code.add(magnitude, excess)));
    }

    /** sign(u)·ln(1 + 2|u|/(1 - |u|))/2, which loses nothing near 0. */
    private Term atanh(Term u) {
        Term magnitude = code.unary(Operation.ABS, u);
        Term ratio = code.divide(code.multiply(magnitude, TWO), code.subtract(Term.ONE, magnitude));
        return code.multiply(code.unary(Operation.SIGN, u), code.multiply(code.log1p(ratio), HALF));
    }
}
