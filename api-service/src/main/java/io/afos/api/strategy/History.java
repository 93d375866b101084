package io.afos.api.strategy;

import java.util.List;

/** What a search has proposed and learnt so far. Views are loaded when asked for. */
public interface History {

    /** The number of candidates proposed so far. */
    int proposals();

    /** The number of candidates that still wait for their score. */
    int open();

    /** The members of a generation in the order of proposal. */
    List<Member> generation(int generation);
}
