package io.afos.model.lowering;

import java.util.List;

/** Computes {@code target} from operands computed before. */
public record Instruction(Operation operation, List<Term> operands, Term.Register target) {}
