package io.afos.model.activation;

import io.afos.model.expression.Effort;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Unary;

/**
 * The bins of a function's exact values at {@link Points}. Double precision decides nearly all of them; where it does not,
 * up to 240 decimal digits do.
 */
final class Outline {

    /** Where the function is undefined. */
    private static final long UNDEFINED = Long.MIN_VALUE;

    private static final int[] DIGITS = {40, 120, 240};

    /** Of functions that are evaluated in decimal, times digits: bounds the time that a contrived expression takes. */
    private static final int MOST_WORK = 300_000;

    /** A sum or a product of decimals beside a function. */
    private static final double BINARY_STEPS = 1.0 / 800;

    private static final double LABORIOUS = 1_000;

    private final Expression expression;
    private final int functions;
    private final int binaries;
    private final long[] bins = new long[Points.all().length];
    private int work;
    private double steps;

    private Outline(Expression expression) {
        this.expression = expression;
        this.functions = functions(expression);
        this.binaries = (expression.size() - functions) / 2;
    }

    static Outline of(Expression expression) {
        var outline = new Outline(Factored.of(expression));
        outline.draw();
        return outline;
    }

    /** One for each point. */
    long[] bins() {
        return bins;
    }

    /** Whether decimals had to decide much. */
    boolean isLaborious() {
        return steps > LABORIOUS;
    }

    private void draw() {
        var enclosures = Enclosures.of(expression);
        double[] points = Points.all();
        for (int i = 0; i < points.length; i++) {
            double low = enclosures.low(i);
            double high = enclosures.high(i);
            if (enclosures.isUndefined(i)) {
                bins[i] = UNDEFINED;
            } else {
                bins[i] = Bins.agree(low, high) ? Bins.of(low) : decided(points[i]);
            }
        }
    }

    private long decided(double x) {
        for (int digits : DIGITS) {
            work += functions * digits;
            if (work > MOST_WORK) {
                break;
            }
            double cost = digits * (functions + BINARY_STEPS * binaries);
            steps += cost;
            Effort.spend(cost);
            Enclosure enclosure = Enclosure.of(expression, x, digits);
            if (enclosure == Enclosure.UNDEFINED) {
                return UNDEFINED;
            }
            double low = Math.nextDown(enclosure.low().doubleValue());
            if (Bins.agree(low, Math.nextUp(enclosure.high().doubleValue()))) {
                return Bins.of(low);
            }
        }
        return Bins.NOT_FINITE;
    }

    private static int functions(Expression expression) {
        if (expression instanceof Unary unary) {
            return 1 + functions(unary.operand());
        }
        return expression instanceof Binary binary ? functions(binary.left()) + functions(binary.right()) : 0;
    }
}
