package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.lowering.Term.Scalar;
import io.afos.model.lowering.WideAssembler.Wide;
import java.util.HashMap;
import java.util.Map;

/**
 * Translates an expression into instructions for its value and its derivative that hold where plain arithmetic overflows:
 * {@link io.afos.model.expression.WideRange} on whole tensors, with the same leading terms far out.
 */
final class WideLowering {

    /** From this operand on, exp(-u) no longer changes a sum with 1. */
    private static final Scalar FLAT = new Scalar(40);

    /** Below this logarithm of the operand, odd functions of slope 1 at 0 are the operand. */
    private static final Scalar TINY = new Scalar(-25);

    /** Above this logarithm of the operand, 1 + u^2 is u^2. */
    private static final Scalar HUGE = new Scalar(20);

    private static final Scalar TWO = new Scalar(2);
    private static final Scalar LN_2 = new Scalar(Math.log(2));
    private static final Scalar LN_TWO_OVER_ROOT_PI = new Scalar(Math.log(2 / Math.sqrt(Math.PI)));

    private final Assembler code;
    private final WideAssembler wide;
    private final DualLowering plain;
    private final Map<Expression, Dual> done = new HashMap<>();

    record Dual(Wide value, Wide derivative) {}

    /** @param plain the translation into plain arithmetic, which is the more exact one where it does not overflow */
    WideLowering(Assembler code, DualLowering plain) {
        this.code = code;
        this.wide = new WideAssembler(code);
        this.plain = plain;
    }

    DualLowering.Dual lower(Expression expression) {
        Dual dual = dual(expression);
        return new DualLowering.Dual(wide.plain(dual.value()), wide.plain(dual.derivative()));
    }

    private Dual dual(Expression expression) {
        Dual known = done.get(expression);
        if (known == null) {
            known = translate(expression);
            done.put(expression, known);
        }
        return known;
    }

    private Dual translate(Expression expression) {
        if (expression instanceof Constant constant) {
            return new Dual(wide.of(new Scalar(constant.number())), WideAssembler.ZERO);
        }
        if (expression instanceof Unary unary) {
            Dual u = dual(unary.operand());
            Term operand = code.firstIfFinite(plain.lower(unary.operand()).value(), wide.plain(u.value()));
            Wide value = value(unary, u.value(), operand);
            return new Dual(value, wide.vanishing(slope(unary, u.value(), operand, value), u.derivative()));
        }
        if (expression instanceof Binary binary) {
            return binary(binary, dual(binary.left()), dual(binary.right()));
        }
        return new Dual(wide.of(Term.INPUT), WideAssembler.ONE);
    }

    private Wide value(Unary unary, Wide u, Term operand) {
        return switch (unary.function()) {
            case NEGATE -> wide.negate(u);
            case ABS -> positive(u, u.log());
            case EXP -> positive(u, operand);
            case LN -> wide.of(code.multiply(u.log(), notNegative(u)));
            case SQRT -> new Wide(code.multiply(u.sign(), notNegative(u)), code.divide(u.log(), TWO));
            case ERF -> odd(u, Operation.ERF, operand, LN_TWO_OVER_ROOT_PI);
            case TANH -> odd(u, Operation.TANH, operand, Term.ZERO);
            case ATAN -> odd(u, Operation.ATAN, operand, Term.ZERO);
            case SIGMOID -> positive(u, lnSigmoid(operand));
            case SOFTPLUS -> softplus(u, operand);
            case SIN -> sin(u, operand);
            case COS -> cos(u, operand);
            case SINH -> sinh(u, operand);
            case COSH -> positive(u, lnCosh(operand));
            case ASINH -> asinh(u, operand);
            case ATANH -> atanh(u, operand);
            case SIGN -> new Wide(u.sign(), wide.of(u.sign()).log());
            case STEP -> {
                Term step = code.step(u.sign());
                yield new Wide(
                        code.multiply(step, wide.defined(u)), wide.of(step).log());
            }
        };
    }

    private Wide slope(Unary unary, Wide u, Term operand, Wide value) {
        return switch (unary.function()) {
            case NEGATE -> new Wide(new Scalar(-1), Term.ZERO);
            case ABS -> new Wide(u.sign(), wide.of(u.sign()).log());
            case EXP -> value;
            case LN -> wide.over(new Wide(notNegative(u), Term.ZERO), u);
            case SQRT -> wide.over(new Wide(Term.ONE, new Scalar(-Math.log(2))), value);
            case ERF -> positive(u, code.subtract(LN_TWO_OVER_ROOT_PI, code.multiply(operand, operand)));
            case SIGMOID -> positive(u, code.add(lnSigmoid(operand), lnSigmoid(code.negate(operand))));
            case TANH -> positive(u, code.multiply(lnCosh(operand), new Scalar(-2)));
            case SOFTPLUS -> positive(u, lnSigmoid(operand));
            case SIN -> cos(u, operand);
            case COS -> wide.negate(sin(u, operand));
            case ATAN -> positive(u, code.negate(lnOnePlusSquare(u)));
            case SINH -> positive(u, lnCosh(operand));
            case COSH -> sinh(u, operand);
            case ASINH -> positive(u, code.divide(lnOnePlusSquare(u), new Scalar(-2)));
            case ATANH ->
                wide.over(
                        new Wide(wide.defined(value), Term.ZERO),
                        wide.of(code.multiply(code.subtract(Term.ONE, operand), code.add(operand, Term.ONE))));
            case SIGN, STEP -> WideAssembler.ZERO;
        };
    }

    private Dual binary(Binary binary, Dual a, Dual b) {
        return switch (binary.function()) {
            case ADD -> new Dual(wide.plus(a.value, b.value), wide.plus(a.derivative, b.derivative));
            case SUBTRACT -> new Dual(wide.minus(a.value, b.value), wide.minus(a.derivative, b.derivative));
            case MULTIPLY ->
                new Dual(
                        wide.times(a.value, b.value),
                        wide.plus(wide.vanishing(b.value, a.derivative), wide.vanishing(a.value, b.derivative)));
            case DIVIDE -> {
                Wide value = wide.over(a.value, b.value);
                yield new Dual(value, wide.over(wide.minus(a.derivative, wide.times(value, b.derivative)), b.value));
            }
            case MAX -> {
                Dual right = binary.left() instanceof Constant ? a : b;
                Dual left = right == a ? b : a;
                yield choose(wide.order(left.value, right.value), left, right);
            }
            case MIN -> {
                Dual right = binary.left() instanceof Constant ? a : b;
                Dual left = right == a ? b : a;
                yield choose(wide.order(right.value, left.value), left, right);
            }
        };
    }

    private Dual choose(Term order, Dual left, Dual right) {
        Term defined = code.multiply(wide.defined(left.value), wide.defined(right.value));
        Wide value = wide.wherePositive(order, left.value, right.value);
        return new Dual(
                new Wide(code.multiply(value.sign(), defined), value.log()),
                wide.wherePositive(order, left.derivative, right.derivative));
    }

    private Wide positive(Wide u, Term log) {
        return new Wide(wide.defined(u), log);
    }

    /** 1, or NaN for a negative number. */
    private Term notNegative(Wide u) {
        Term root = code.unary(Operation.SQRT, u.sign());
        return code.add(code.subtract(root, root), Term.ONE);
    }

    /** An odd function with the slope e^{@code lnSlope} at 0. */
    private Wide odd(Wide u, Operation function, Term operand, Term lnSlope) {
        Term log = code.unary(Operation.LN, code.unary(Operation.ABS, code.unary(function, operand)));
        return new Wide(u.sign(), code.whereSurelyGreater(u.log(), TINY, log, code.add(u.log(), lnSlope)));
    }

    private Wide sin(Wide u, Term operand) {
        Wide value = oscillation(u, Operation.SIN, operand);
        return new Wide(
                code.whereSurelyGreater(u.log(), TINY, value.sign(), u.sign()),
                code.whereSurelyGreater(u.log(), TINY, value.log(), u.log()));
    }

    private Wide cos(Wide u, Term operand) {
        return oscillation(u, Operation.COS, operand);
    }

    /** Beyond the range of the arithmetic the phase is unknown: the mean over a period, 0, stands for the value. */
    private Wide oscillation(Wide u, Operation function, Term operand) {
        Wide value = wide.of(code.firstIfFinite(code.unary(function, operand), Term.ZERO));
        return new Wide(code.multiply(value.sign(), wide.defined(u)), value.log());
    }

    private Term lnSigmoid(Term operand) {
        return code.negate(code.unary(Operation.SOFTPLUS, code.negate(operand)));
    }

    private Wide softplus(Wide u, Term operand) {
        Term ordinary = code.unary(Operation.LN, code.unary(Operation.SOFTPLUS, operand));
        Term rising = code.whereSurelyGreater(operand, FLAT, u.log(), ordinary);
        return positive(u, code.whereSurelyGreater(operand, code.negate(FLAT), rising, operand));
    }

    private Wide sinh(Wide u, Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term ordinary = code.unary(Operation.LN, code.unary(Operation.SINH, magnitude));
        Term far = code.whereSurelyGreater(magnitude, FLAT, code.subtract(magnitude, LN_2), ordinary);
        return new Wide(u.sign(), code.whereSurelyGreater(u.log(), TINY, far, u.log()));
    }

    private Term lnCosh(Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term correction = code.log1p(code.unary(Operation.EXP, code.multiply(magnitude, new Scalar(-2))));
        return code.subtract(code.add(magnitude, correction), LN_2);
    }

    private Term lnOnePlusSquare(Wide u) {
        Term twice = code.multiply(u.log(), TWO);
        return code.whereSurelyGreater(u.log(), HUGE, twice, code.log1p(code.unary(Operation.EXP, twice)));
    }

    private Wide asinh(Wide u, Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term square = code.multiply(operand, operand);
        Term root = code.unary(Operation.SQRT, code.add(square, Term.ONE));
        Term excess = code.divide(square, code.add(root, Term.ONE));
        Term ordinary = code.log1p(code.add(magnitude, excess));
        Term far = code.whereSurelyGreater(u.log(), HUGE, code.add(u.log(), LN_2), ordinary);
        Term log = code.unary(Operation.LN, far);
        return new Wide(u.sign(), code.whereSurelyGreater(u.log(), TINY, log, u.log()));
    }

    private Wide atanh(Wide u, Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term difference = code.subtract(code.log1p(magnitude), code.log1p(code.negate(magnitude)));
        Term log = code.unary(Operation.LN, code.divide(difference, TWO));
        Term inside = code.unary(Operation.SQRT, code.subtract(Term.ONE, magnitude));
        Term sign = code.add(u.sign(), code.subtract(inside, inside));
        return new Wide(sign, code.whereSurelyGreater(u.log(), TINY, log, u.log()));
    }
}
