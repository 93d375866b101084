package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.lowering.Term.Register;
import io.afos.model.lowering.Term.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * A sequence of elementary operations on one input, which computes the outputs: the value of a function, or its value and its
 * derivative.
 */
public record Program(List<Instruction> instructions, List<Term> outputs) {

    public Program {
        instructions = needed(instructions, outputs);
        outputs = List.copyOf(outputs);
    }

    /** Computes the value alone. */
    public static Program ofValue(Expression expression, Arithmetic arithmetic) {
        return ofDual(expression, arithmetic).first();
    }

    /** Computes value and derivative. */
    public static Program ofDual(Expression expression, Arithmetic arithmetic) {
        var code = new Assembler();
        DualLowering.Dual dual = new DualLowering(code, arithmetic).lower(expression);
        return new Program(code.instructions(), List.of(dual.value(), dual.derivative()));
    }

    /** Computes the first of the outputs alone. */
    public Program first() {
        return new Program(instructions, outputs.subList(0, 1));
    }

    /** Computes the last of the outputs alone. */
    Program last() {
        return new Program(instructions, outputs.subList(outputs.size() - 1, outputs.size()));
    }

    private static List<Instruction> needed(List<Instruction> instructions, List<Term> outputs) {
        Set<Term> wanted = new HashSet<>(outputs);
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

    /**
     * Runs on one element, step by step: a reference for what runs on tensors.
     *
     * @param rounding what becomes of each result, such as {@code r -> (float) r} for single precision
     */
    public double[] run(double x, DoubleUnaryOperator rounding) {
        double[] registers = new double
                [1
                        + instructions.stream()
                                .mapToInt(instruction -> instruction.target().index())
                                .max()
                                .orElse(0)];
        registers[Term.INPUT.index()] = x;
        for (Instruction instruction : instructions) {
            double[] operands = new double[instruction.operands().size()];
            for (int i = 0; i < operands.length; i++) {
                operands[i] = read(instruction.operands().get(i), registers, rounding);
            }
            registers[instruction.target().index()] =
                    rounding.applyAsDouble(instruction.operation().apply(operands));
        }
        return outputs.stream()
                .mapToDouble(term -> read(term, registers, rounding))
                .toArray();
    }

    private static double read(Term term, double[] registers, DoubleUnaryOperator rounding) {
        return term instanceof Scalar scalar
                ? rounding.applyAsDouble(scalar.number())
                : registers[((Register) term).index()];
    }
}
