package io.afos.model.lowering;

/** How much care a translation takes of the derivative. */
public enum Arithmetic {
    /** The fewest operations. Slopes of sigmoid and tanh lose digits where they are nearly flat. */
    FAST,
    /** No slope loses digits that its operand has. */
    PRECISE,
    /**
     * As {@link #PRECISE}; besides, a slope that vanishes wins over an infinite or undefined one that it is multiplied
     * with, and a quotient of something infinite is undefined instead of 0. Costs two more operations for each.
     */
    GUARDED
}
