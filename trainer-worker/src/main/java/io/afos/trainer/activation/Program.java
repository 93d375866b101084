package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.afos.model.expression.Expression;
import io.afos.trainer.activation.Term.Register;
import io.afos.trainer.activation.Term.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled sequence of tensor operations on one input. An intermediate tensor is given up, or overwritten, with its last
 * use.
 */
final class Program {

    private final List<Instruction> instructions;
    private final List<Term> outputs;
    private final Map<Register, Integer> lastUse = new HashMap<>();

    private Program(List<Instruction> instructions, List<Term> outputs) {
        this.outputs = outputs;
        this.instructions = needed(instructions, outputs);
        for (int i = 0; i < this.instructions.size(); i++) {
            for (Term operand : this.instructions.get(i).operands()) {
                if (operand instanceof Register register) {
                    lastUse.put(register, i);
                }
            }
        }
        lastUse.remove(Assembler.INPUT);
        outputs.forEach(lastUse::remove);
    }

    /** Computes the value alone. */
    static Program ofValue(Expression expression, boolean guarded) {
        var code = new Assembler();
        Term value = new DualLowering(code, guarded).lower(expression).value();
        return new Program(code.instructions(), List.of(value));
    }

    /** Computes value and derivative. */
    static Program ofDual(Expression expression, boolean guarded) {
        var code = new Assembler();
        DualLowering.Dual dual = new DualLowering(code, guarded).lower(expression);
        return new Program(code.instructions(), List.of(dual.value(), dual.derivative()));
    }

    private static List<Instruction> needed(List<Instruction> instructions, List<Term> outputs) {
        List<Term> wanted = new ArrayList<>(outputs);
        List<Instruction> kept = new ArrayList<>();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            Instruction instruction = instructions.get(i);
            if (wanted.contains(instruction.target())) {
                wanted.addAll(instruction.operands());
                kept.add(0, instruction);
            }
        }
        return List.copyOf(kept);
    }

    /** What it does, in order. */
    List<TensorOp> operations() {
        return instructions.stream().map(Instruction::op).toList();
    }

    /** Runs on the elements {@code x}; the results have its shape and type and belong to its manager. */
    List<NDArray> run(NDArray x) {
        Map<Term, NDArray> registers = new HashMap<>();
        registers.put(Assembler.INPUT, x);
        for (int i = 0; i < instructions.size(); i++) {
            execute(i, registers);
        }
        return outputs.stream()
                .map(term -> term instanceof Scalar s ? filled(x, s.number()) : registers.get(term))
                .toList();
    }

    private void execute(int position, Map<Term, NDArray> registers) {
        Instruction instruction = instructions.get(position);
        List<Term> terms = instruction.operands();
        NDArray x = registers.get(Assembler.INPUT);
        NDArray[] operands = terms.stream()
                .map(term -> term instanceof Scalar s ? x.getManager().create(s.number()) : registers.get(term))
                .toArray(NDArray[]::new);
        boolean overwrite = endsAt(position, terms.get(0))
                && !terms.subList(1, terms.size()).contains(terms.get(0));
        NDArray result = instruction.op().apply(operands, overwrite);
        for (int i = 0; i < operands.length; i++) {
            Term term = terms.get(i);
            if (operands[i] != result && (term instanceof Scalar || endsAt(position, term))) {
                operands[i].close();
            }
        }
        registers.put(instruction.target(), result);
    }

    private boolean endsAt(int position, Term term) {
        Integer last = lastUse.get(term);
        return last != null && last == position;
    }

    private static NDArray filled(NDArray x, double number) {
        DataType type = x.getDataType();
        return x.getManager().full(x.getShape(), (float) number, type);
    }
}
