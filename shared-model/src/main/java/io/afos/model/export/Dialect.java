package io.afos.model.export;

import io.afos.model.lowering.Instruction;
import io.afos.model.lowering.Operation;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.Term;
import io.afos.model.lowering.Term.Register;
import io.afos.model.lowering.Term.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** How programs are written for a framework: one statement for each instruction. */
interface Dialect {

    /** The operation on operands that are variables or, except for the first one of most operations, numbers. */
    String call(Operation operation, List<String> operands);

    /** A number as an operand. */
    String number(double number);

    /** A tensor of the shape and type of the input that holds this number everywhere. */
    String filled(String number);

    /** A line that is only read by people, with its end. */
    String comment(String text);

    /** Gives a variable the value of an expression. */
    String assignment(String variable, String expression);

    /** Statements that compute the outputs of the program from {@code x}, each on an indented line. */
    default String statements(Program program, String indent, String... outputNames) {
        return statements(
                program, indent, (instruction, operands) -> call(instruction.operation(), operands), outputNames);
    }

    /** As {@link #statements(Program, String, String...)}, with calls written in another way. */
    default String statements(
            Program program,
            String indent,
            BiFunction<Instruction, List<String>, String> calls,
            String... outputNames) {
        Map<Register, String> names = new HashMap<>();
        names.put(Term.INPUT, "x");
        var text = new StringBuilder();
        for (Instruction instruction : program.instructions()) {
            String name = "v" + names.size();
            List<String> operands = instruction.operands().stream()
                    .map(term -> operand(term, names))
                    .toList();
            text.append(indent)
                    .append(assignment(name, calls.apply(instruction, operands)))
                    .append('\n');
            names.put(instruction.target(), name);
        }
        for (int i = 0; i < outputNames.length; i++) {
            Term output = program.outputs().get(i);
            String result = operand(output, names);
            text.append(indent)
                    .append(assignment(outputNames[i], output instanceof Scalar ? filled(result) : result))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    private String operand(Term term, Map<Register, String> names) {
        return term instanceof Scalar scalar ? number(scalar.number()) : names.getOrDefault((Register) term, "x");
    }
}
