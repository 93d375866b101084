package io.afos.model.expression;

import java.util.Locale;

/** A text is not a formula, or a larger one than is read. The message says where, what was expected and what was found. */
public final class ExpressionSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int position;

    ExpressionSyntaxException(int position, String problem) {
        super(String.format(Locale.ROOT, "formula, position %d: %s", position, problem));
        this.position = position;
    }

    /** The index of the character, counted from 0, at which the formula is wrong; its length if it ends too early. */
    public int position() {
        return position;
    }
}
