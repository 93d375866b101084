package io.afos.model.lowering;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import java.util.Optional;

/**
 * A function translated for those who compute it on their own: fast where plain arithmetic is right, and right everywhere.
 *
 * @param plain value and derivative in plain arithmetic
 * @param ordinary the inputs at which {@code plain} is right in float32
 * @param safe value and derivative at any input: {@code plain} within {@code ordinary}, arithmetic on logarithms outside,
 *     limits at the infinities. The same as {@code plain} where that is right everywhere
 * @param second the second derivative; none where the formula of the first is very long
 */
public record Lowering(Program plain, Region ordinary, Program safe, Optional<Second> second) {

    private static final int LONGEST_DERIVATIVE = 500;

    /**
     * The second derivative in plain arithmetic.
     *
     * @param inDouble the inputs at which it is right in float64
     * @param inFloat the inputs at which it is right in float32
     */
    public record Second(Program program, Region inDouble, Region inFloat) {}

    /** Tries {@code expression} at some 5,000 inputs of every magnitude. */
    public static Lowering of(Expression expression) {
        var trial = Trial.thorough(expression);
        Program precise = Program.ofDual(expression, Arithmetic.PRECISE);
        Region region = trial.rightInFloat(precise);
        Arithmetic arithmetic = Arithmetic.PRECISE;
        if (!region.containsOrdinary()) {
            Program guarded = Program.ofDual(expression, Arithmetic.GUARDED);
            Region ofGuarded = trial.rightInFloat(guarded);
            if (ofGuarded.width() > region.width()) {
                return of(expression, guarded, Arithmetic.GUARDED, ofGuarded);
            }
        }
        return of(expression, precise, arithmetic, region);
    }

    private static Lowering of(Expression expression, Program plain, Arithmetic arithmetic, Region region) {
        return new Lowering(
                plain, region, SafeLowering.program(expression, arithmetic, region, true), second(expression));
    }

    private static Optional<Second> second(Expression expression) {
        Expression derivative = Derivative.of(expression);
        if (derivative.size() > LONGEST_DERIVATIVE) {
            return Optional.empty();
        }
        Program program = Program.ofDual(derivative, Arithmetic.GUARDED).last();
        var trial = Trial.ofSecond(expression, derivative);
        return Optional.of(new Second(program, trial.rightInDouble(program), trial.rightInFloat(program)));
    }
}
