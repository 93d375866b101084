package io.afos.model.lowering;

import io.afos.model.expression.Expression;

/**
 * A function translated for those who compute it on their own: fast where plain arithmetic is right, and right everywhere.
 *
 * @param plain value and derivative in plain arithmetic
 * @param ordinary the inputs at which {@code plain} is right in float32
 * @param safe value and derivative at any input: {@code plain} within {@code ordinary}, arithmetic on logarithms outside,
 *     limits at the infinities. The same as {@code plain} where that is right everywhere
 */
public record Lowering(Program plain, Region ordinary, Program safe) {

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
        return new Lowering(plain, region, SafeLowering.program(expression, arithmetic, region, true));
    }
}
