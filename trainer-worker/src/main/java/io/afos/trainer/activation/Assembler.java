package io.afos.trainer.activation;

import io.afos.trainer.activation.Term.Register;
import io.afos.trainer.activation.Term.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects instructions: equal ones once, and none for what is known beforehand. */
final class Assembler {

    /** The elements that the function is applied to. */
    static final Register INPUT = new Register(0);

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Computation, Register> known = new HashMap<>();

    private record Computation(TensorOp op, List<Term> operands) {}

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
        return b.equals(Term.ZERO) ? a : emit(TensorOp.ADD, a, b);
    }

    Term subtract(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() - t.number());
        }
        if (a instanceof Scalar) {
            return add(negate(b), a);
        }
        return b.equals(Term.ZERO) ? a : emit(TensorOp.SUBTRACT, a, b);
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
                    : s.number() == 1 ? a : s.number() == -1 ? negate(a) : emit(TensorOp.MULTIPLY, a, b);
        }
        return emit(TensorOp.MULTIPLY, a, b);
    }

    Term divide(Term a, Term b) {
        if (a instanceof Scalar s && b instanceof Scalar t) {
            return new Scalar(s.number() / t.number());
        }
        if (b instanceof Scalar s) {
            return multiply(a, new Scalar(1 / s.number()));
        }
        return a.equals(Term.ZERO) ? Term.ZERO : emit(TensorOp.DIVIDE, a, b);
    }

    Term negate(Term a) {
        return a instanceof Scalar s ? new Scalar(-s.number()) : emit(TensorOp.NEGATE, a);
    }

    /** An operation of one operand that is not known beforehand. */
    Term unary(TensorOp op, Term a) {
        return emit(op, a);
    }

    Term max(Term a, Term b) {
        return a instanceof Scalar ? emit(TensorOp.MAX, b, a) : emit(TensorOp.MAX, a, b);
    }

    Term min(Term a, Term b) {
        return a instanceof Scalar ? emit(TensorOp.MIN, b, a) : emit(TensorOp.MIN, a, b);
    }

    /** 1 where the operand is positive, elsewhere 0. */
    Term step(Term a) {
        return emit(TensorOp.SIGN, max(a, Term.ZERO));
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
            return emit(TensorOp.WHERE, emit(TensorOp.NOT_GREATER, a, b), no, yes);
        }
        return emit(TensorOp.WHERE, emit(TensorOp.GREATER, a, b), yes, no);
    }

    /** The product, but 0 where the first factor is 0, however large the second. */
    Term vanishing(Term a, Term b) {
        Term product = multiply(a, b);
        return a instanceof Scalar || b instanceof Scalar
                ? product
                : emit(TensorOp.WHERE, emit(TensorOp.NOT_EQUAL, a, Term.ZERO), product, Term.ZERO);
    }

    private Term emit(TensorOp op, Term... operands) {
        return known.computeIfAbsent(new Computation(op, List.of(operands)), computation -> {
            Register target = new Register(instructions.size() + 1);
            instructions.add(new Instruction(computation.op(), computation.operands(), target));
            return target;
        });
    }
}
