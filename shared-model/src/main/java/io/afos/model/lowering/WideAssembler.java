package io.afos.model.lowering;

import io.afos.model.lowering.Term.Scalar;

/**
 * Arithmetic on numbers kept as sign and natural logarithm of the magnitude, which neither overflow nor vanish: the rules of
 * {@link io.afos.model.expression.WideRange} as instructions. A number that is not defined has the sign NaN.
 */
final class WideAssembler {

    private static final Scalar NOTHING = new Scalar(Double.NEGATIVE_INFINITY);
    private static final Scalar LEAST = new Scalar(-Float.MAX_VALUE);

    static final Wide ZERO = new Wide(Term.ZERO, NOTHING);
    static final Wide ONE = new Wide(Term.ONE, Term.ZERO);

    private final Assembler code;

    /** @param log minus infinite for 0, whose sign is 0 */
    record Wide(Term sign, Term log) {}

    WideAssembler(Assembler code) {
        this.code = code;
    }

    Wide of(Term plain) {
        return new Wide(code.unary(Operation.SIGN, plain), code.unary(Operation.LN, code.unary(Operation.ABS, plain)));
    }

    /** The number as the arithmetic at hand can hold it. */
    Term plain(Wide u) {
        return code.multiply(u.sign(), code.unary(Operation.EXP, u.log()));
    }

    /** 1, or NaN where {@code u} is not defined. */
    Term defined(Wide u) {
        return code.max(code.unary(Operation.ABS, u.sign()), Term.ONE);
    }

    Wide negate(Wide u) {
        return new Wide(code.negate(u.sign()), u.log());
    }

    /** 0 wins over infinite. */
    Wide times(Wide a, Wide b) {
        Term log = code.add(a.log(), b.log());
        Term sign = code.multiply(a.sign(), b.sign());
        if (log instanceof Scalar) {
            return new Wide(sign, log);
        }
        Term zero = code.subtract(sign, sign);
        return new Wide(
                code.whereSurelyGreater(log, LEAST, sign, zero), code.whereSurelyGreater(log, LEAST, log, NOTHING));
    }

    /** The product of a factor and a derivative: what vanishes wins even over a derivative that is not defined. */
    Wide vanishing(Wide factor, Wide derivative) {
        Wide product = times(factor, derivative);
        if (derivative.log() instanceof Scalar || factor.log() instanceof Scalar) {
            return product;
        }
        return new Wide(
                code.whereNotGreater(factor.log(), LEAST, code.subtract(factor.sign(), factor.sign()), product.sign()),
                code.whereNotGreater(factor.log(), LEAST, NOTHING, product.log()));
    }

    Wide over(Wide a, Wide b) {
        Term undefined = code.unary(
                Operation.LN, code.add(code.unary(Operation.ABS, a.sign()), code.unary(Operation.ABS, b.sign())));
        Wide inverse = inverse(b);
        return times(a, new Wide(code.add(inverse.sign(), code.subtract(undefined, undefined)), inverse.log()));
    }

    /** 1 divided by {@code b}: infinite where that is 0. */
    Wide reciprocal(Wide b) {
        return times(ONE, inverse(b));
    }

    private Wide inverse(Wide b) {
        return new Wide(code.whereDifferent(b.sign(), Term.ZERO, b.sign(), Term.ONE), code.negate(b.log()));
    }

    /** Infinite plus infinite of the other sign is not defined. */
    Wide plus(Wide a, Wide b) {
        if (a.equals(ZERO)) {
            return b;
        }
        if (b.equals(ZERO)) {
            return a;
        }
        Term distance = code.negate(code.unary(Operation.ABS, code.subtract(a.log(), b.log())));
        Term fraction = code.whereNotGreater(distance, Term.ZERO, code.unary(Operation.EXP, distance), Term.ONE);
        Term signs = code.multiply(a.sign(), b.sign());
        Term log = code.add(code.max(a.log(), b.log()), code.log1p(code.multiply(signs, fraction)));
        Term undefined = code.subtract(signs, signs);
        Term larger = code.add(code.whereSurelyGreater(b.log(), a.log(), b.sign(), a.sign()), undefined);
        return new Wide(code.whereSurelyGreater(log, LEAST, larger, code.unary(Operation.EXP, log)), log);
    }

    Wide minus(Wide a, Wide b) {
        return plus(a, negate(b));
    }

    /** Positive where {@code a} is greater than {@code b}; never where either is not defined. */
    Term order(Wide a, Wide b) {
        Term signs = code.subtract(a.sign(), b.sign());
        return code.whereDifferent(signs, Term.ZERO, signs, code.multiply(a.sign(), code.subtract(a.log(), b.log())));
    }

    /** {@code yes} where {@code condition} is positive, elsewhere {@code no}. */
    Wide wherePositive(Term condition, Wide yes, Wide no) {
        return new Wide(
                code.whereSurelyGreater(condition, Term.ZERO, yes.sign(), no.sign()),
                code.whereSurelyGreater(condition, Term.ZERO, yes.log(), no.log()));
    }
}
