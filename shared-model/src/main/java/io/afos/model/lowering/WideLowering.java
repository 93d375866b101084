package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Constant;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.Slope;
import io.afos.model.expression.UnaryFunction;
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

    /** Below this logarithm of the operand, a function through 0 is its tangent. */
    private static final Scalar TINY = new Scalar(-40);

    /** Above this logarithm of the operand, 1 + u^2 is u^2. */
    private static final Scalar HUGE = new Scalar(20);

    private static final Scalar TWO = new Scalar(2);
    private static final Scalar LN_2 = new Scalar(Math.log(2));

    /** cosh(asinh(x)) without a difference of logarithms. */
    private static final Expression ROOT = ExpressionParser.parse("sqrt(1+x^2)");

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
            Wide value = value(unary.function(), u.value(), operand);
            Wide slope = slope(unary.function(), u.value(), operand, value);
            return new Dual(value, wide.vanishing(slope, u.derivative()));
        }
        if (expression instanceof Binary binary) {
            return binary(binary, dual(binary.left()), dual(binary.right()));
        }
        return new Dual(wide.of(Term.INPUT), WideAssembler.ONE);
    }

    private Wide value(UnaryFunction function, Wide u, Term operand) {
        return switch (function) {
            case NEGATE -> wide.negate(u);
            case ABS -> positive(u, u.log());
            case EXP -> positive(u, operand);
            case LN -> wide.of(code.multiply(u.log(), notNegative(u)));
            case SQRT -> new Wide(code.multiply(u.sign(), notNegative(u)), code.divide(u.log(), TWO));
            case SIGMOID -> positive(u, lnSigmoid(operand));
            case SOFTPLUS -> softplus(u, operand);
            case SIN, COS -> oscillation(function, u, operand);
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
            default -> throughZero(function, u, wide.of(code.unary(Operation.of(function), operand)));
        };
    }

    /** Beyond the ends of its domain a function has no slope either, though the formula may. */
    private Wide slope(UnaryFunction function, Wide u, Term operand, Wide value) {
        Slope slope = function.slope();
        if (slope instanceof Slope.Factor factor) {
            return at(factor.expression(), u, operand);
        }
        Wide reciprocal = wide.reciprocal(at(((Slope.Divisor) slope).expression(), u, operand));
        return new Wide(code.multiply(reciprocal.sign(), wide.defined(value)), reciprocal.log());
    }

    /** The expression with {@code u}, which in plain arithmetic is {@code operand}, in place of its input. */
    private Wide at(Expression slope, Wide u, Term operand) {
        if (slope instanceof Constant constant) {
            return wide.of(new Scalar(constant.number()));
        }
        if (slope.equals(DualLowering.COSH_OF_ASINH)) {
            return at(ROOT, u, operand);
        }
        if (slope instanceof Unary unary) {
            Wide inner = at(unary.operand(), u, operand);
            return value(unary.function(), inner, plain(unary.operand(), inner, operand));
        }
        if (slope instanceof Binary binary) {
            Wide a = at(binary.left(), u, operand);
            Wide b = at(binary.right(), u, operand);
            return switch (binary.function()) {
                case ADD -> wide.plus(a, b);
                case SUBTRACT -> wide.minus(a, b);
                case MULTIPLY -> wide.times(a, b);
                case DIVIDE -> a.equals(WideAssembler.ONE) ? wide.reciprocal(b) : wide.over(a, b);
                case MAX -> wide.wherePositive(wide.order(a, b), a, b);
                case MIN -> wide.wherePositive(wide.order(b, a), a, b);
            };
        }
        return u;
    }

    private Term plain(Expression slope, Wide value, Term operand) {
        Term exact = plain.at(slope, operand);
        return exact.equals(operand) ? operand : code.firstIfFinite(exact, wide.plain(value));
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

    /** A function that is 0 at 0 is its tangent there. */
    private Wide throughZero(UnaryFunction function, Wide u, Wide ordinary) {
        if (function.applyAsDouble(0) != 0) {
            return ordinary;
        }
        double slope = function.slope().value(0);
        return new Wide(
                code.whereSurelyGreater(
                        u.log(), TINY, ordinary.sign(), code.multiply(u.sign(), new Scalar(Math.signum(slope)))),
                code.whereSurelyGreater(
                        u.log(), TINY, ordinary.log(), code.add(u.log(), new Scalar(Math.log(Math.abs(slope))))));
    }

    /** Beyond the range of the arithmetic the phase is unknown: the mean over a period, 0, stands for the value. */
    private Wide oscillation(UnaryFunction function, Wide u, Term operand) {
        Wide value = wide.of(code.firstIfFinite(code.unary(Operation.of(function), operand), Term.ZERO));
        return throughZero(function, u, new Wide(code.multiply(value.sign(), wide.defined(u)), value.log()));
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
        return throughZero(UnaryFunction.SINH, u, new Wide(u.sign(), far));
    }

    private Term lnCosh(Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term correction = code.log1p(code.unary(Operation.EXP, code.multiply(magnitude, new Scalar(-2))));
        return code.subtract(code.add(magnitude, correction), LN_2);
    }

    private Wide asinh(Wide u, Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term square = code.multiply(operand, operand);
        Term root = code.unary(Operation.SQRT, code.add(square, Term.ONE));
        Term excess = code.divide(square, code.add(root, Term.ONE));
        Term ordinary = code.log1p(code.add(magnitude, excess));
        Term far = code.whereSurelyGreater(u.log(), HUGE, code.add(u.log(), LN_2), ordinary);
        return throughZero(UnaryFunction.ASINH, u, new Wide(u.sign(), code.unary(Operation.LN, far)));
    }

    private Wide atanh(Wide u, Term operand) {
        Term magnitude = code.unary(Operation.ABS, operand);
        Term difference = code.subtract(code.log1p(magnitude), code.log1p(code.negate(magnitude)));
        Term log = code.unary(Operation.LN, code.divide(difference, TWO));
        Term inside = code.unary(Operation.SQRT, code.subtract(Term.ONE, magnitude));
        Term sign = code.add(u.sign(), code.subtract(inside, inside));
        return throughZero(UnaryFunction.ATANH, u, new Wide(sign, log));
    }
}
