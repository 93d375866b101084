package io.afos.api.strategy.history;

/** How a candidate was created. */
public enum Operator {
    /** A start candidate. */
    START,
    /** Drawn at random from the whole space. */
    RANDOM,
    /** The next in the enumeration of the whole space. */
    ENUMERATION,
    /** Carried over from the previous generation. */
    ELITE,
    /** Made from two parents. */
    CROSSOVER,
    /** Made from one parent by replacing a gene. */
    MUTATION,
    /** An earlier candidate, trained for longer. */
    PROMOTION
}
