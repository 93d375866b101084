package io.afos.trainer.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.trainer.activation.Term.Scalar;
import java.util.HashMap;
import java.util.Map;

/**
 * Translates an expression into instructions for its value and its derivative together (forward-mode differentiation).
 * Equal subexpressions of value and derivative are computed once.
 */
final class DualLowering {

    private static final Scalar HALF = new Scalar(0.5);
    private static final Scalar TWO = new Scalar(2);
    private static final Scalar TWO_OVER_ROOT_PI = new Scalar(2 / Math.sqrt(Math.PI));

    private final Assembler code;
    private final boolean guarded;
    private final Map<Expression, Dual> done = new HashMap<>();

    record Dual(Term value, Term derivative) {}

    /**
     * @param guarded whether the product of a vanishing outer and an infinite inner derivative is made 0 instead of NaN;
     *     costs two more operations each
     */
    DualLowering(Assembler code, boolean guarded) {
        this.code = code;
        this.guarded = guarded;
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
        return new Dual(Assembler.INPUT, Term.ONE);
    }

    private Dual unary(Unary unary, Dual operand) {
        Term u = operand.value();
        Term du = operand.derivative();
        return switch (unary.function()) {
            case NEGATE -> new Dual(code.negate(u), code.negate(du));
            case ABS -> new Dual(code.unary(TensorOp.ABS, u), code.vanishing(code.unary(TensorOp.SIGN, u), du));
            case EXP -> {
                Term value = code.unary(TensorOp.EXP, u);
                yield new Dual(value, chain(value, du));
            }
            case LN -> new Dual(code.unary(TensorOp.LN, u), code.divide(du, u));
            case SQRT -> {
                Term value = code.unary(TensorOp.SQRT, u);
                yield new Dual(value, code.divide(code.multiply(du, HALF), value));
            }
            case ERF -> new Dual(code.unary(TensorOp.ERF, u), chain(bell(u), du));
            case SIGMOID -> {
                Term value = code.unary(TensorOp.SIGMOID, u);
                yield new Dual(value, chain(code.subtract(value, square(value)), du));
            }
            case TANH -> {
                Term value = code.unary(TensorOp.TANH, u);
                yield new Dual(value, chain(code.subtract(Term.ONE, square(value)), du));
            }
            case SOFTPLUS -> new Dual(code.unary(TensorOp.SOFTPLUS, u), chain(code.unary(TensorOp.SIGMOID, u), du));
            case SIN -> new Dual(code.unary(TensorOp.SIN, u), code.multiply(code.unary(TensorOp.COS, u), du));
            case COS ->
                new Dual(code.unary(TensorOp.COS, u), code.negate(code.multiply(code.unary(TensorOp.SIN, u), du)));
            case ATAN -> new Dual(code.unary(TensorOp.ATAN, u), code.divide(du, code.add(square(u), Term.ONE)));
            case SINH -> new Dual(code.unary(TensorOp.SINH, u), code.multiply(code.unary(TensorOp.COSH, u), du));
            case COSH -> new Dual(code.unary(TensorOp.COSH, u), code.multiply(code.unary(TensorOp.SINH, u), du));
            case ASINH -> new Dual(asinh(u), code.divide(du, root(u)));
            case ATANH ->
                new Dual(atanh(u), code.divide(du, code.multiply(code.subtract(Term.ONE, u), code.add(u, Term.ONE))));
            case SIGN -> new Dual(code.unary(TensorOp.SIGN, u), Term.ZERO);
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
                Term value = code.divide(a.value(), b.value());
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
        return guarded ? code.vanishing(outer, inner) : code.multiply(outer, inner);
    }

    private Term square(Term u) {
        return code.multiply(u, u);
    }

    /** erf'(u). */
    private Term bell(Term u) {
        return code.multiply(code.unary(TensorOp.EXP, code.negate(square(u))), TWO_OVER_ROOT_PI);
    }

    private Term root(Term u) {
        return code.unary(TensorOp.SQRT, code.add(square(u), Term.ONE));
    }

    /** sign(u)·ln(1 + |u| + u²/(1 + sqrt(1 + u²))), which loses nothing near 0. */
    private Term asinh(Term u) {
        Term excess = code.divide(square(u), code.add(root(u), Term.ONE));
        Term magnitude = code.unary(TensorOp.ABS, u);
        return code.multiply(code.unary(TensorOp.SIGN, u), log1p(code.add(magnitude, excess)));
    }

    /** sign(u)·ln(1 + 2|u|/(1 - |u|))/2, which loses nothing near 0. */
    private Term atanh(Term u) {
        Term magnitude = code.unary(TensorOp.ABS, u);
        Term ratio = code.divide(code.multiply(magnitude, TWO), code.subtract(Term.ONE, magnitude));
        return code.multiply(code.unary(TensorOp.SIGN, u), code.multiply(log1p(ratio), HALF));
    }

    /**
     * ln(1 + u) for u >= 0: with w = 1 + u as rounded, u·ln(w)/(w - 1), and u itself where w is 1 (Goldberg, "What every
     * computer scientist should know about floating-point arithmetic", 1991, theorem 4).
     */
    private Term log1p(Term u) {
        Term w = code.add(u, Term.ONE);
        Term rounded = code.subtract(w, Term.ONE);
        Term corrected = code.divide(code.multiply(u, code.unary(TensorOp.LN, w)), rounded);
        return code.whereGreater(w, Term.ONE, corrected, u);
    }
}
