package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Programs that need no one beside them: on any float32 input, value and derivative are finite wherever the function's exact
 * value and derivative are finite in float32.
 *
 * <p>Where plain arithmetic overflows on the way to a finite result, and only for functions that do so anywhere (which is
 * tried at some 10,000 inputs of every magnitude), elements that are not finite are taken from arithmetic on logarithms.
 */
public final class SafeLowering {

    /** Beyond this, rounding may make a float infinite. */
    private static final double LARGE = 1e37;

    private static final double[] TRIED = tried();

    private SafeLowering() {}

    /** Computes the value alone. */
    public static Program value(Expression expression) {
        return program(expression, false);
    }

    /** Computes value and derivative. */
    public static Program dual(Expression expression) {
        return program(expression, true);
    }

    private static Program program(Expression expression, boolean withDerivative) {
        Program plain = Program.of(expression, withDerivative, true);
        return suffices(plain, expression) ? plain : widened(expression, withDerivative);
    }

    private static Program widened(Expression expression, boolean withDerivative) {
        var code = new Assembler();
        var lowering = new DualLowering(code, true);
        DualLowering.Dual plain = lowering.lower(expression);
        DualLowering.Dual wide = new WideLowering(code, lowering).lower(expression);
        List<Term> outputs = new ArrayList<>();
        outputs.add(code.firstIfFinite(plain.value(), wide.value()));
        if (withDerivative) {
            Term derivative = code.firstIfFinite(plain.derivative(), wide.derivative());
            outputs.add(code.whereFinite(plain.value(), derivative, wide.derivative()));
        }
        return new Program(code.instructions(), outputs);
    }

    private static boolean suffices(Program program, Expression expression) {
        return DoubleStream.of(TRIED)
                .allMatch(x -> DoubleStream.of(program.run(x, result -> (float) result))
                                .allMatch(Double::isFinite)
                        || !finite(WideRange.evaluate(expression, x)));
    }

    private static boolean finite(ValueAndDerivative exact) {
        return Math.abs(exact.value()) < LARGE && Math.abs(exact.derivative()) < LARGE;
    }

    private static double[] tried() {
        DoubleStream everyMagnitude = DoubleStream.iterate(Float.MIN_VALUE, x -> x <= Float.MAX_VALUE, x -> x * 1.1);
        DoubleStream ordinary = DoubleStream.iterate(0, x -> x <= 120, x -> x + 0.04);
        return DoubleStream.concat(everyMagnitude, ordinary)
                .flatMap(x -> DoubleStream.of((float) x, (float) -x))
                .toArray();
    }
}
