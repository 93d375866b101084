package io.afos.model.expression;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much arithmetic the current thread may still do on functions. It counts steps, not time, so the same work is refused or done
 * on every machine. A thread without a limit may do any amount.
 *
 * <p>A step is one function evaluated to one decimal digit, which takes some microseconds.
 */
public final class Effort {

    private static final ThreadLocal<@Nullable Effort> CURRENT = new ThreadLocal<>();

    private final @Nullable Effort outer = CURRENT.get();
    private final double limit;
    private double spent;

    private Effort(double limit) {
        this.limit = limit;
        CURRENT.set(this);
    }

    /** The work would take more than is left. */
    public static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Exhausted() {
            super("the functions take too long to evaluate");
        }
    }

    /** Limits the thread to so many steps until {@link #end}, whatever applied before. */
    public static Effort begin(double steps) {
        return new Effort(steps);
    }

    /** Does some work with at most so many steps, whatever applied before. */
    public static <T> T within(double steps, Supplier<T> work) {
        Effort effort = begin(steps);
        try {
            return work.get();
        } finally {
            effort.end();
        }
    }

    /** Does some work of any length. */
    public static <T> T unlimited(Supplier<T> work) {
        return within(Double.POSITIVE_INFINITY, work);
    }

    /** @throws Exhausted if fewer steps are left */
    public static void spend(double steps) {
        Effort current = CURRENT.get();
        if (current != null) {
            current.spent += steps;
            if (current.spent > current.limit) {
                throw new Exhausted();
            }
        }
    }

    /** What applied before applies again; to be called by the thread that began. */
    public void end() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
