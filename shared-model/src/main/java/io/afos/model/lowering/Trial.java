package io.afos.model.lowering;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Inputs of every magnitude with the exact results, to find out where a program is right. */
final class Trial {

    private static final double TOLERANCE = 1e-4;

    /** Beyond this, rounding makes a float infinite. */
    private static final double LARGE = 3.3e38;

    /** Beyond this, exp and sinh of some libraries are infinite, and below its reciprocal sigmoid is 0. */
    private static final double SAFE = 8e37;

    /** So near to 0, rounding makes ties of {@code max} and {@code min}, and with them another slope. */
    private static final double TIES = 1e-6;

    /** Steps are dyadic fractions, so that whole numbers, at which some functions end, are among the inputs. */
    private static final double[] THOROUGH = inputs(1.2, 0.0625);

    private static final double[] SPARSE = inputs(1.5, 0.25);

    /** Beyond what a float can hold. */
    private static final double[] OF_DOUBLES = DoubleStream.iterate(1e40, x -> x < 1e308, x -> x * 1e10)
            .flatMap(x -> DoubleStream.of(x, -x))
            .toArray();

    private final Expression expression;
    private final double[] inputs;
    private final Function<ValueAndDerivative, double[]> wanted;
    private final List<double[]> exact;
    private final DoublePredicate defined;

    private Trial(
            Expression expression,
            double[] inputs,
            Function<ValueAndDerivative, double[]> wanted,
            DoublePredicate defined) {
        this.defined = defined;
        this.expression = expression;
        this.inputs = inputs;
        this.wanted = wanted;
        this.exact = DoubleStream.of(inputs).mapToObj(this::exact).toList();
    }

    /** Some 5,000 inputs for programs of value and derivative. */
    static Trial thorough(Expression expression) {
        return new Trial(expression, THOROUGH, both -> new double[] {both.value(), both.derivative()}, x -> false);
    }

    /** Some 5,000 inputs for programs of the value. */
    static Trial ofValue(Expression expression) {
        return new Trial(expression, THOROUGH, both -> new double[] {both.value()}, x -> false);
    }

    /** Some 1,300 inputs for programs of the second derivative, which is to be defined wherever the function is. */
    static Trial ofSecond(Expression function, Expression derivative) {
        return new Trial(
                derivative,
                SPARSE,
                both -> new double[] {both.derivative()},
                x -> Double.isFinite(WideRange.evaluate(function, x).value()));
    }

    private double[] exact(double x) {
        return wanted.apply(WideRange.evaluate(expression, x));
    }

    /** In float32, whatever the library does with very small and very large numbers, and in float64. */
    Region rightInFloat(Program program) {
        return right(program, List.of(Trial::rounded, (x, result) -> (float) result, (x, result) -> result));
    }

    Region rightInDouble(Program program) {
        return right(program, List.of((x, result) -> result));
    }

    /** As the least capable library has it; what is the input itself, as in max(x, 0), no library spoils. */
    private static double rounded(double x, double result) {
        double magnitude = Math.abs(result);
        if (magnitude == Math.abs(x) || magnitude <= SAFE && magnitude >= 1 / SAFE) {
            return (float) result;
        }
        return magnitude < 1 ? 0 : result * Double.POSITIVE_INFINITY;
    }

    private Region right(Program program, List<DoubleBinaryOperator> roundings) {
        boolean[] right = new boolean[inputs.length];
        boolean[] finite = new boolean[inputs.length];
        Arrays.fill(right, true);
        Arrays.fill(finite, true);
        for (DoubleBinaryOperator rounding : roundings) {
            double[][] results = program.run(inputs, rounding);
            for (int i = 0; i < inputs.length; i++) {
                right[i] &= agree(inputs[i], results, i, exact.get(i));
                finite[i] &= finite(results, i);
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            right[i] &= !(undefined(exact.get(i)) && defined.test(inputs[i]));
        }
        for (int i = 1; i < inputs.length - 1; i++) {
            boolean roundingDecidesTie = right[i - 1] && right[i + 1] && finite[i];
            right[i] |= roundingDecidesTie;
        }
        Region region = Region.around(inputs, right).withoutEdges();
        return region.extended(
                rightFarOut(program, roundings, -1) ? Double.NEGATIVE_INFINITY : region.least(),
                rightFarOut(program, roundings, 1) ? Double.POSITIVE_INFINITY : region.greatest());
    }

    private boolean rightFarOut(Program program, List<DoubleBinaryOperator> roundings, int sign) {
        Limits limits = Limits.of(expression);
        ValueAndDerivative limit = sign > 0 ? limits.atInfinity() : limits.atMinusInfinity();
        double[] infinite = {sign * Double.POSITIVE_INFINITY};
        double[] far = DoubleStream.of(OF_DOUBLES).filter(x -> x * sign > 0).toArray();
        double[][] results = program.run(far, (x, result) -> result);
        return roundings.stream().allMatch(rounding -> same(program.run(infinite, rounding), wanted.apply(limit)))
                && IntStream.range(0, far.length).allMatch(i -> agree(far[i], results, i, exact(far[i])));
    }

    private static boolean undefined(double[] exact) {
        return DoubleStream.of(exact).anyMatch(Double::isNaN);
    }

    /** @param results of each output at one input */
    private static boolean same(double[][] results, double[] limits) {
        return IntStream.range(0, limits.length)
                .allMatch(output -> Double.isNaN(limits[output])
                        || results[output][0] == limits[output]
                        || Math.abs(results[output][0] - limits[output])
                                <= TOLERANCE * Math.max(1, Math.abs(limits[output])));
    }

    /** @param results of each output at each input, of which {@code x} is number {@code i} */
    private static boolean agree(double x, double[][] results, int i, double[] exact) {
        for (int output = 0; output < exact.length; output++) {
            double result = results[output][i];
            boolean tie = output == exact.length - 1 && x != 0 && Math.abs(x) < TIES && Double.isFinite(result);
            if (!agree(result, exact[output]) && !tie) {
                return false;
            }
        }
        return true;
    }

    private static boolean finite(double[][] results, int i) {
        for (double[] output : results) {
            if (!Double.isFinite(output[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean agree(double result, double exact) {
        if (Double.isNaN(exact)) {
            return true;
        }
        return Math.abs(exact) > LARGE
                ? Math.abs(result) >= LARGE && Math.signum(result) == Math.signum(exact)
                : Math.abs(result - exact) <= TOLERANCE * Math.max(1, Math.abs(exact));
    }

    private static double[] inputs(double factor, double step) {
        DoubleStream everyMagnitude = DoubleStream.iterate(Float.MIN_VALUE, x -> x <= Float.MAX_VALUE, x -> x * factor);
        DoubleStream ordinary = DoubleStream.iterate(0, x -> x <= 120, x -> x + step);
        return Stream.of(everyMagnitude, ordinary, DoubleStream.of(Float.MAX_VALUE))
                .flatMapToDouble(all -> all)
                .flatMap(x -> DoubleStream.of((float) x, 0.0 - (float) x))
                .sorted()
                .distinct()
                .toArray();
    }
}
