package io.afos.model.catalog;

/**
 * Why a network cannot be built as asked.
 *
 * @param choice what would have to be chosen differently
 * @param reason what is wrong and what to do
 */
public record Misfit(Choice choice, String reason) {

    /** What was chosen. */
    public enum Choice {
        /** The network itself. */
        ARCHITECTURE,
        DEPTH,
        FORM
    }
}
