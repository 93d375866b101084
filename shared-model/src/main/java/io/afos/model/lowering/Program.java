package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.lowering.Term.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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
        return Stream.of(run(new double[] {x}, (input, result) -> rounding.applyAsDouble(result)))
                .mapToDouble(output -> output[0])
                .toArray();
    }

    /**
     * Runs on many elements.
     *
     * @param rounding what becomes of each result, given the element and the result
     * @return for each output its value at each element
     */
    double[][] run(double[] elements, DoubleBinaryOperator rounding) {
        var registers = new HashMap<Term, double[]>();
        registers.put(Term.INPUT, elements);
        for (Instruction instruction : instructions) {
            double[][] operands = instruction.operands().stream()
                    .map(term -> read(term, registers, elements, rounding))
                    .toArray(double[][]::new);
            registers.put(instruction.target(), apply(instruction.operation(), operands, elements, rounding));
        }
        return outputs.stream()
                .map(term -> read(term, registers, elements, rounding))
                .toArray(double[][]::new);
    }

    private static double[] apply(
            Operation operation, double[][] operands, double[] elements, DoubleBinaryOperator rounding) {
        double[] results = operation.apply(operands);
        for (int i = 0; i < results.length; i++) {
            results[i] = rounding.applyAsDouble(elements[i], results[i]);
        }
        return results;
    }

    private static double[] read(
            Term term, Map<Term, double[]> registers, double[] elements, DoubleBinaryOperator rounding) {
        return term instanceof Scalar scalar
                ? DoubleStream.of(elements)
                        .map(x -> rounding.applyAsDouble(x, scalar.number()))
                        .toArray()
                : registers.get(term);
    }
}
