package io.afos.api.strategy.history;

/** How a candidate came about. */
public enum Operator {
    /** Given to start from. */
    START,
    /** Drawn from the whole space. */
    RANDOM,
    /** The next of the whole space. */
    ENUMERATION,
    /** Carried over from the generation before. */
    ELITE,
    /** Made from two parents. */
    CROSSOVER,
    /** Made from one parent by replacing a gene. */
    MUTATION,
    /** An earlier candidate, trained for longer. */
    PROMOTION
}
