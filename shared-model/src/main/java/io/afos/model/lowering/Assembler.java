package io.afos.model.lowering;

import io.afos.model.lowering.Term.Register;
import io.afos.model.lowering.Term.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects instructions: equal ones once, and none for what is known beforehand. */
final class Assembler {

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Computation, Register> known = new HashMap<>();

    private record Computation(Operation op, List<Term> operands) {}

    List<Instruction> instructions() {
        return List.copyOf(instructions);
    }

    Term add(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() + t.number());
        }
        if (a instanceof Scalar) {
            return add(b, a);
        }
        return b.equals(Term.ZERO) ? a : emit(Operation.ADD, a, b);
    }

    Term subtract(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() - t.number());
        }
        if (a instanceof Scalar) {
            return add(negate(b), a);
        }
        return b.equals(Term.ZERO) ? a : emit(Operation.SUBTRACT, a, b);
    }

    Term multiply(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() * t.number());
        }
        if (a instanceof Scalar) {
            return multiply(b, a);
        }
        if (b instanceof Scalar s) {
            return s.number() == 0
                    ? Term.ZERO
                    : s.number() == 1 ? a : s.number() == -1 ? negate(a) : emit(Operation.MULTIPLY, a, b);
        }
        return emit(Operation.MULTIPLY, a, b);
    }

    Term divide(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() / t.number());
        }
        if (b instanceof Scalar s) {
            return multiply(a, new Scalar(1 / s.number()));
        }
        return a.equals(Term.ZERO) ? Term.ZERO : emit(Operation.DIVIDE, a, b);
    }

    Term negate(Term a) {
        return a instanceof Scalar s ? new Scalar(-s.number()) : emit(Operation.NEGATE, a);
    }

    Term unary(Operation op, Term a) {
        return emit(op, a);
    }

    Term max(Term a, Term b) {
        return a instanceof Scalar ? emit(Operation.MAX, b, a) : emit(Operation.MAX, a, b);
    }

    Term min(Term a, Term b) {
        return a instanceof Scalar ? emit(Operation.MIN, b, a) : emit(Operation.MIN, a, b);
    }

    /** 1 where the operand is positive, elsewhere 0. */
    Term step(Term a) {
        return emit(Operation.SIGN, max(a, Term.ZERO));
    }

    /** {@code yes} where {@code a} is greater than {@code b}, elsewhere {@code no}; neither taints the other with NaN. */
    Term whereGreater(Term a, Term b, Term yes, Term no) {
        if (yes.equals(no)) {
            return yes;
        }
        if (yes instanceof Scalar s && no instanceof Scalar t) {
            return add(multiply(step(subtract(a, b)), new Scalar(s.number() - t.number())), no);
        }
        if (yes instanceof Scalar) {
            return emit(Operation.WHERE, emit(Operation.NOT_GREATER, a, b), no, yes);
        }
        return emit(Operation.WHERE, emit(Operation.GREATER, a, b), yes, no);
    }

    /** The product, but 0 where the first factor is 0, however large the second. */
    Term vanishing(Term a, Term b) {
        Term product = multiply(a, b);
        return a instanceof Scalar || b instanceof Scalar
                ? product
                : emit(Operation.WHERE, emit(Operation.NOT_EQUAL, a, Term.ZERO), product, Term.ZERO);
    }

    /** {@code yes} where {@code a} is greater than {@code b}, elsewhere, also where either is NaN, {@code no}. */
    Term whereSurelyGreater(Term a, Term b, Term yes, Term no) {
        return yes.equals(no) ? yes : emit(Operation.WHERE, emit(Operation.GREATER, a, b), yes, no);
    }

    /** {@code yes} where {@code a} is at most {@code b}, elsewhere {@code no}. */
    Term whereNotGreater(Term a, Term b, Term yes, Term no) {
        return yes.equals(no) ? yes : emit(Operation.WHERE, emit(Operation.NOT_GREATER, a, b), yes, no);
    }

    /** {@code yes} where the operands differ, elsewhere {@code no}. */
    Term whereDifferent(Term a, Term b, Term yes, Term no) {
        return yes.equals(no) ? yes : emit(Operation.WHERE, emit(Operation.NOT_EQUAL, a, b), yes, no);
    }

    /** {@code yes} where the input is in the region, or NaN, elsewhere {@code no}. */
    Term where(Region region, Term yes, Term no) {
        if (region.isEmpty()) {
            return whereDifferent(Term.INPUT, Term.INPUT, Term.INPUT, no);
        }
        Term result = yes;
        if (region.hasHole()) {
            Term nearZero = whereNotGreater(Term.INPUT, before(region.above()), no, yes);
            result = whereSurelyGreater(Term.INPUT, new Scalar(region.below()), nearZero, yes);
        }
        if (region.least() > Double.NEGATIVE_INFINITY) {
            result = whereNotGreater(Term.INPUT, before(region.least()), no, result);
        }
        return region.greatest() < Double.POSITIVE_INFINITY
                ? whereSurelyGreater(Term.INPUT, new Scalar(region.greatest()), no, result)
                : result;
    }

    private static Scalar before(double bound) {
        return new Scalar(Math.nextDown((float) bound));
    }

    /** {@code a} where it is finite in float32, elsewhere {@code b}. */
    Term firstIfFinite(Term a, Term b) {
        return a.equals(Term.INPUT) ? a : whereFinite(a, a, b);
    }

    /** {@code yes} where {@code a} is finite in float32, elsewhere {@code no}. */
    Term whereFinite(Term a, Term yes, Term no) {
        return whereNotGreater(unary(Operation.ABS, a), new Scalar(Float.MAX_VALUE), yes, no);
    }

    /**
     * ln(1 + u) for u >= -1: with w = 1 + u as rounded, u·ln(w)/(w - 1), and u itself where w is 1 (Goldberg, "What every
     * computer scientist should know about floating-point arithmetic", 1991, theorem 4).
     */
    Term log1p(Term u) {
        Term w = add(u, Term.ONE);
        Term corrected = divide(multiply(u, unary(Operation.LN, w)), subtract(w, Term.ONE));
        return whereDifferent(w, Term.ONE, corrected, u);
    }

    private Term emit(Operation op, Term... operands) {
        if (Stream.of(operands).allMatch(Scalar.class::isInstance)) {
            double[][] numbers = Stream.of(operands)
                    .map(operand -> new double[] {((Scalar) operand).number()})
                    .toArray(double[][]::new);
            return new Scalar(op.apply(numbers)[0]);
        }
        if (op == Operation.WHERE && operands[0] instanceof Scalar condition) {
            return condition.number() != 0 ? operands[1] : operands[2];
        }
        return known.computeIfAbsent(new Computation(op, List.of(operands)), computation -> {
            Register target = new Register(instructions.size() + 1);
            instructions.add(new Instruction(computation.op(), computation.operands(), target));
            return target;
        });
    }
}
