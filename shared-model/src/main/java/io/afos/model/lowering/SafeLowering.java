package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.lowering.Term.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Programs that need no one beside them: plain arithmetic at the inputs where it is right; at the others guarded
 * arithmetic and, what that leaves infinite, arithmetic on logarithms; limits at the infinities. What is undefined stays undefined.
 */
public final class SafeLowering {

    private SafeLowering() {}

    /** Computes the value alone. */
    public static Program value(Expression expression) {
        Program plain = Program.ofValue(expression, Arithmetic.PRECISE);
        return program(expression, Arithmetic.PRECISE, Trial.ofValue(expression).rightInFloat(plain), false);
    }

    /** Computes value and derivative. */
    public static Program dual(Expression expression) {
        return Lowering.of(expression).safe();
    }

    /**
     * @param arithmetic of the plain part
     * @param ordinary the inputs for the plain part
     */
    static Program program(Expression expression, Arithmetic arithmetic, Region ordinary, boolean withDerivative) {
        if (ordinary.equals(Region.EVERYWHERE)) {
            Program plain = Program.ofDual(expression, arithmetic);
            return withDerivative ? plain : plain.first();
        }
        var code = new Assembler();
        DualLowering.Dual plain = new DualLowering(code, arithmetic).lower(expression);
        var guarded = new DualLowering(code, Arithmetic.GUARDED);
        DualLowering.Dual first = guarded.lower(expression);
        DualLowering.Dual wide = new WideLowering(code, guarded).lower(expression);
        Term value = code.firstIfFinite(first.value(), wide.value());
        Term derivative = code.whereFinite(
                first.value(), code.firstIfFinite(first.derivative(), wide.derivative()), wide.derivative());
        Limits limits = Limits.of(expression);
        List<Term> outputs = new ArrayList<>();
        outputs.add(everywhere(code, ordinary, plain.value(), value, limits, ValueAndDerivative::value));
        if (withDerivative) {
            outputs.add(
                    everywhere(code, ordinary, plain.derivative(), derivative, limits, ValueAndDerivative::derivative));
        }
        return new Program(code.instructions(), outputs);
    }

    private static Term everywhere(
            Assembler code,
            Region ordinary,
            Term plain,
            Term careful,
            Limits limits,
            ToDoubleFunction<ValueAndDerivative> output) {
        Term finite = code.where(ordinary, plain, careful);
        Term below = Double.isInfinite(ordinary.least())
                ? finite
                : code.whereDifferent(
                        Term.INPUT,
                        new Scalar(Double.NEGATIVE_INFINITY),
                        finite,
                        new Scalar(output.applyAsDouble(limits.atMinusInfinity())));
        return Double.isInfinite(ordinary.greatest())
                ? below
                : code.whereDifferent(
                        Term.INPUT,
                        new Scalar(Double.POSITIVE_INFINITY),
                        below,
                        new Scalar(output.applyAsDouble(limits.atInfinity())));
    }
}
