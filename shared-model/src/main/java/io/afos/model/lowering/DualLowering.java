package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
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
    private static final Scalar TWO_OVER_ROOT_PI = new Scalar(2 / Math.sqrt(Math.PI));

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
                    : unary(unary, u);
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

    private Dual unary(Unary unary, Dual operand) {
        Term u = operand.value();
        Term du = operand.derivative();
        return switch (unary.function()) {
            case NEGATE -> new Dual(code.negate(u), code.negate(du));
            case ABS -> new Dual(code.unary(Operation.ABS, u), code.vanishing(code.unary(Operation.SIGN, u), du));
            case EXP -> {
                Term value = code.unary(Operation.EXP, u);
                yield new Dual(value, chain(value, du));
            }
            case LN -> new Dual(code.unary(Operation.LN, u), ratio(du, u));
            case SQRT -> {
                Term value = code.unary(Operation.SQRT, u);
                yield new Dual(value, ratio(code.multiply(du, HALF), value));
            }
            case ERF -> new Dual(code.unary(Operation.ERF, u), chain(bell(u), du));
            case SIGMOID -> {
                Term value = code.unary(Operation.SIGMOID, u);
                yield new Dual(value, chain(sigmoidSlope(u, value), du));
            }
            case TANH -> {
                Term value = code.unary(Operation.TANH, u);
                yield new Dual(value, tanhChain(u, value, du));
            }
            case SOFTPLUS -> new Dual(code.unary(Operation.SOFTPLUS, u), chain(code.unary(Operation.SIGMOID, u), du));
            case SIN -> new Dual(code.unary(Operation.SIN, u), code.multiply(code.unary(Operation.COS, u), du));
            case COS ->
                new Dual(code.unary(Operation.COS, u), code.negate(code.multiply(code.unary(Operation.SIN, u), du)));
            case ATAN -> new Dual(code.unary(Operation.ATAN, u), code.divide(du, code.add(square(u), Term.ONE)));
            case SINH -> new Dual(code.unary(Operation.SINH, u), code.multiply(code.unary(Operation.COSH, u), du));
            case COSH -> new Dual(code.unary(Operation.COSH, u), code.multiply(code.unary(Operation.SINH, u), du));
            case ASINH -> new Dual(asinh(u), code.divide(du, root(u)));
            case ATANH ->
                new Dual(atanh(u), code.divide(du, code.multiply(code.subtract(Term.ONE, u), code.add(u, Term.ONE))));
            case SIGN -> new Dual(code.unary(Operation.SIGN, u), Term.ZERO);
            case STEP -> new Dual(code.step(u), Term.ZERO);
        };
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

    /** The derivative of an outer function times that of its operand. */
    private Term chain(Term outer, Term inner) {
        return arithmetic == Arithmetic.GUARDED ? code.vanishing(outer, inner) : code.multiply(outer, inner);
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

    /** sigmoid'(u); s·(1 - s) loses all digits where s is nearly 1. */
    private Term sigmoidSlope(Term u, Term sigmoid) {
        return arithmetic == Arithmetic.FAST
                ? code.subtract(sigmoid, square(sigmoid))
                : code.multiply(sigmoid, code.unary(Operation.SIGMOID, code.negate(u)));
    }

    /** tanh'(u) times the derivative of u; 1 - t² loses all digits where t is nearly 1 or -1. */
    private Term tanhChain(Term u, Term tanh, Term du) {
        if (arithmetic == Arithmetic.FAST) {
            return chain(code.subtract(Term.ONE, square(tanh)), du);
        }
        Term cosh = code.unary(Operation.COSH, u);
        return chain(code.divide(Term.ONE, square(cosh)), du);
    }

    private Term square(Term u) {
        return code.multiply(u, u);
    }

    /** erf'(u). */
    private Term bell(Term u) {
        return code.multiply(code.unary(Operation.EXP, code.negate(square(u))), TWO_OVER_ROOT_PI);
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
