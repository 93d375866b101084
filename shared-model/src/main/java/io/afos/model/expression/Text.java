package io.afos.model.expression;

/** Printed text and how tightly its outermost operation binds. */
record Text(String text, Binding binding) {

    enum Binding {
        SUM,
        PRODUCT,
        PREFIX,
        POWER,
        ATOM
    }

    static Text atom(String text) {
        return new Text(text, Binding.ATOM);
    }

    boolean atLeast(Binding other) {
        return binding.compareTo(other) >= 0;
    }

    /** Whether the text can stand to the right of an operator of binding {@code operator} without brackets. */
    boolean rightOf(Binding operator) {
        return binding.compareTo(operator) > 0 && !text.startsWith("-");
    }
}
