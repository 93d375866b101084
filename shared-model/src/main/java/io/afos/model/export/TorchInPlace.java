package io.afos.model.export;

import io.afos.model.lowering.Instruction;
import io.afos.model.lowering.Operation;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.Term;
import io.afos.model.lowering.Term.Register;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds instructions that may write their result over an operand which nothing needs afterwards. New memory for each
 * intermediate costs more than the arithmetic.
 */
final class TorchInPlace {

    private static final Set<Operation> CONDITIONS =
            EnumSet.of(Operation.GREATER, Operation.NOT_GREATER, Operation.NOT_EQUAL);
    private static final Set<Operation> COMMUTATIVE = EnumSet.of(Operation.ADD, Operation.MULTIPLY);
    private static final Map<Operation, String> METHODS = Map.ofEntries(
            Map.entry(Operation.ADD, "add_"),
            Map.entry(Operation.SUBTRACT, "sub_"),
            Map.entry(Operation.MULTIPLY, "mul_"),
            Map.entry(Operation.DIVIDE, "div_"),
            Map.entry(Operation.NEGATE, "neg_"),
            Map.entry(Operation.ABS, "abs_"),
            Map.entry(Operation.SIGN, "sign_"),
            Map.entry(Operation.EXP, "exp_"),
            Map.entry(Operation.LN, "log_"),
            Map.entry(Operation.SQRT, "sqrt_"),
            Map.entry(Operation.ERF, "erf_"),
            Map.entry(Operation.SIGMOID, "sigmoid_"),
            Map.entry(Operation.TANH, "tanh_"),
            Map.entry(Operation.SIN, "sin_"),
            Map.entry(Operation.COS, "cos_"),
            Map.entry(Operation.ATAN, "atan_"));

    private final Map<Instruction, Integer> free = new HashMap<>();

    TorchInPlace(Program program) {
        Set<Term> needed = new HashSet<>(program.outputs());
        Set<Term> conditions = new HashSet<>();
        program.instructions().stream()
                .filter(instruction -> CONDITIONS.contains(instruction.operation()))
                .forEach(instruction -> conditions.add(instruction.target()));
        needed.add(Term.INPUT);
        List<Instruction> instructions = program.instructions();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            Instruction instruction = instructions.get(i);
            List<Term> operands = instruction.operands();
            int candidates = COMMUTATIVE.contains(instruction.operation()) ? operands.size() : 1;
            for (int j = candidates - 1; j >= 0; j--) {
                Term operand = operands.get(j);
                if (operand instanceof Register && !needed.contains(operand) && !conditions.contains(operand)) {
                    free.put(instruction, j);
                }
            }
            needed.addAll(operands);
        }
    }

    /** The instruction as a method of the operand that it overwrites, or nothing if there is none. */
    @Nullable
    String call(Instruction instruction, List<String> operands) {
        Integer overwritten = free.get(instruction);
        String method = METHODS.get(instruction.operation());
        if (overwritten == null || method == null) {
            return null;
        }
        String rest = operands.size() == 1 ? "" : operands.get(1 - overwritten);
        return operands.get(overwritten) + "." + method + "(" + rest + ")";
    }
}
