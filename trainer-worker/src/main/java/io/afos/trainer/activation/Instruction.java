package io.afos.trainer.activation;

import java.util.List;

/** Computes {@code target} from operands computed before. */
record Instruction(TensorOp op, List<Term> operands, Term.Register target) {}
