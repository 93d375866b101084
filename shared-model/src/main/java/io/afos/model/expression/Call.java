package io.afos.model.expression;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that formulas write as {@code name(operands)}.
 *
 * @param operands their number, 1 or 2
 */
record Call(int operands, Function<List<Expression>, Expression> result) {

    private static final Map<String, UnaryFunction> SYNONYMS = Map.of(
            "log", UnaryFunction.LN,
            "arctan", UnaryFunction.ATAN,
            "arcsinh", UnaryFunction.ASINH,
            "arsinh", UnaryFunction.ASINH,
            "arctanh", UnaryFunction.ATANH,
            "artanh", UnaryFunction.ATANH);

    private static final Map<String, Call> BY_NAME = byName();

    static @Nullable Call named(String name) {
        return BY_NAME.get(name);
    }

    /** All names in alphabetical order. */
    static String names() {
        return String.join(", ", BY_NAME.keySet());
    }

    private static Map<String, Call> byName() {
        var calls = new TreeMap<String, Call>();
        for (UnaryFunction function : UnaryFunction.values()) {
            if (function != UnaryFunction.NEGATE) {
                calls.put(function.symbol(), unary(function));
            }
        }
        SYNONYMS.forEach((name, function) -> calls.put(name, unary(function)));
        calls.put("relu", new Call(1, of -> BinaryFunction.MAX.of(of.get(0), Expression.constant(0))));
        for (BinaryFunction function : BinaryFunction.values()) {
            if (!function.infix()) {
                calls.put(function.symbol(), new Call(2, of -> function.of(of.get(0), of.get(1))));
            }
        }
        return calls;
    }

    private static Call unary(UnaryFunction function) {
        return new Call(1, of -> function.of(of.get(0)));
    }
}
