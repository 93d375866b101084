package io.afos.model.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A number, name or symbol of a formula. */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NUMBER,
        NAME,
        SYMBOL,
        END
    }

    private static final Pattern NUMBER = Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern SYMBOL = Pattern.compile("[-+*/^(),]");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]+");
    private static final int QUOTED = 24;

    /** The tokens of {@code formula}, the last one of kind {@link Kind#END}. */
    static List<Token> split(String formula) {
        var tokens = new ArrayList<Token>();
        var matcher = SPACE.matcher(formula);
        int position = 0;
        while (position < formula.length()) {
            matcher.region(position, formula.length());
            if (!matcher.usePattern(SPACE).lookingAt()) {
                Kind kind;
                if (matcher.usePattern(NUMBER).lookingAt()) {
                    kind = Kind.NUMBER;
                } else if (matcher.usePattern(NAME).lookingAt()) {
                    kind = Kind.NAME;
                } else if (matcher.usePattern(SYMBOL).lookingAt()) {
                    kind = Kind.SYMBOL;
                } else {
                    throw unreadable(formula, position);
                }
                tokens.add(new Token(kind, matcher.group(), position));
            }
            position = matcher.end();
        }
        tokens.add(new Token(Kind.END, "", formula.length()));
        return tokens;
    }

    private static ExpressionSyntaxException unreadable(String formula, int position) {
        int character = formula.codePointAt(position);
        return new ExpressionSyntaxException(
                position,
                String.format(
                        Locale.ROOT,
                        "the character U+%04X (%s) has no meaning in a formula; use numbers, x, function names and + - * / ^ ( ) ,",
                        character,
                        Character.getName(character)));
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    @Override
    public String toString() {
        if (kind == Kind.END) {
            return "the end";
        }
        return "'" + (text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...") + "'";
    }
}
