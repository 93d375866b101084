package io.afos.trainer.activation;

/** An operand of an {@link Instruction}. */
sealed interface Term {

    Scalar ZERO = new Scalar(0);
    Scalar ONE = new Scalar(1);

    /** A number known when the program is compiled. */
    record Scalar(double number) implements Term {}

    /** The tensor that a program keeps under this index. */
    record Register(int index) implements Term {}
}
