package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.afos.model.lowering.Instruction;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.Term;
import io.afos.model.lowering.Term.Register;
import io.afos.model.lowering.Term.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program on tensors. Intermediate tensors are released or overwritten after their last use. */
final class TensorProgram {

    private final Program program;
    private final List<TensorKernel> kernels;
    private final Map<Register, Integer> lastUse = new HashMap<>();

    TensorProgram(Program program) {
        this.program = program;
        kernels = program.instructions().stream()
                .map(instruction -> TensorKernel.of(instruction.operation()))
                .toList();
        for (int i = 0; i < kernels.size(); i++) {
            for (Term operand : program.instructions().get(i).operands()) {
                if (operand instanceof Register register) {
                    lastUse.put(register, i);
                }
            }
        }
        lastUse.remove(Term.INPUT);
        program.outputs().forEach(lastUse::remove);
    }

    /** Runs on the elements of {@code x}; the results have its shape and type and belong to its manager. */
    List<NDArray> run(NDArray x) {
        Map<Term, NDArray> registers = new HashMap<>();
        registers.put(Term.INPUT, x);
        for (int i = 0; i < kernels.size(); i++) {
            execute(i, registers);
        }
        return program.outputs().stream()
                .map(term -> term instanceof Scalar s ? filled(x, s.number()) : registers.get(term))
                .toList();
    }

    private void execute(int position, Map<Term, NDArray> registers) {
        Instruction instruction = program.instructions().get(position);
        List<Term> terms = instruction.operands();
        NDArray x = registers.get(Term.INPUT);
        NDArray[] operands = terms.stream()
                .map(term -> term instanceof Scalar s ? x.getManager().create(s.number()) : registers.get(term))
                .toArray(NDArray[]::new);
        boolean overwrite = endsAt(position, terms.get(0))
                && !terms.subList(1, terms.size()).contains(terms.get(0));
        NDArray result = kernels.get(position).apply(operands, overwrite);
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
