package io.afos.model.lowering;

/** An operand of an {@link Instruction}. */
public sealed interface Term {

    Scalar ZERO = new Scalar(0);
    Scalar ONE = new Scalar(1);

    /** The elements that the function is applied to. */
    Register INPUT = new Register(0);

    /** A number known when the program is compiled; infinite only where no finite number will do. */
    record Scalar(double number) implements Term {}

    /** What the program keeps under this index; 0 is the input. */
    record Register(int index) implements Term {}
}
