package io.afos.model.lowering;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import java.util.Optional;

/**
 * The second derivative in plain arithmetic.
 *
 * @param inDouble the inputs at which it is right in float64
 * @param inFloat the inputs at which it is right in float32
 */
public record SecondDerivative(Program program, Region inDouble, Region inFloat) {

    private static final int LONGEST_DERIVATIVE = 500;

    /** Tries it at some 1,300 inputs of every magnitude; empty where the formula of the first derivative is very long. */
    public static Optional<SecondDerivative> of(Expression expression) {
        Expression derivative = Derivative.of(expression);
        if (derivative.size() > LONGEST_DERIVATIVE) {
            return Optional.empty();
        }
        Program program = Program.ofDual(derivative, Arithmetic.GUARDED).last();
        var trial = Trial.ofSecond(expression, derivative);
        return Optional.of(new SecondDerivative(program, trial.rightInDouble(program), trial.rightInFloat(program)));
    }
}
