package io.afos.model.activation;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shortest known way to write a function. From the leaves up, a part of the formula is replaced by the smallest of its
 * own parts, of the functions of {@code x} with one operation, and of the named functions that is the same function: {@code
 * max(max(x,0),0)} becomes {@code max(x,0)}, {@code max(min(x,0),x)} becomes {@code x}.
 */
public final class SimplestForm {

    /** Larger formulas are left as they are; no candidate of 7 genes is that large. */
    static final int MAX_SIZE = 64;

    private static final List<Form> SHORT_FORMS = shortForms();

    private SimplestForm() {}

    /** The same function, by its fingerprint, in at most as many nodes. */
    public static Expression of(Expression expression) {
        if (expression.size() > MAX_SIZE) {
            return expression;
        }
        Expression simplest = form(expression).expression;
        return simplest.size() < expression.size() && sameFunction(simplest, expression) ? simplest : expression;
    }

    /** The same for a formula. */
    public static String of(String formula) {
        return InfixPrinter.print(of(ExpressionParser.parse(formula)));
    }

    private static List<Form> shortForms() {
        Expression x = Expression.x();
        Stream<Expression> simple = Stream.concat(
                Stream.of(Expression.constant(0), Expression.constant(1), x),
                Stream.of(UnaryFunction.values()).map(function -> function.of(x)));
        return Stream.concat(simple, NamedActivations.all().stream().map(NamedActivation::expression))
                .map(SimplestForm::plain)
                .sorted(Comparator.comparingInt(Form::size))
                .toList();
    }

    /**
     * An expression with its values at the ordinary inputs.
     *
     * @param operands those of its root
     */
    private record Form(Expression expression, double[] values, List<Form> operands) {

        int size() {
            return expression.size();
        }

        /** All parts of the expression but itself. */
        Stream<Form> parts() {
            return operands.stream().flatMap(operand -> Stream.concat(Stream.of(operand), operand.parts()));
        }

        boolean agreesWith(Form other) {
            return IntStream.range(0, values.length).allMatch(i -> agree(values[i], other.values[i]));
        }

        /** Whether values may be equal up to rounding; NaN is equal to NaN. */
        private static boolean agree(double a, double b) {
            return Double.compare(a, b) == 0 || Math.abs(a - b) <= 1e-9 + 1e-6 * Math.abs(a);
        }
    }

    private static Form form(Expression expression) {
        Form form = combined(expression, SimplestForm::form);
        return Stream.concat(form.parts(), SHORT_FORMS.stream())
                .filter(other -> other.size() < form.size() && other.agreesWith(form))
                .sorted(Comparator.comparingInt(Form::size))
                .filter(other -> sameFunction(other.expression, form.expression))
                .findFirst()
                .orElse(form);
    }

    /** The expression as it is written. */
    private static Form plain(Expression expression) {
        return combined(expression, SimplestForm::plain);
    }

    private static Form combined(Expression expression, Function<Expression, Form> ofOperand) {
        if (expression instanceof Expression.Unary unary) {
            Form operand = ofOperand.apply(unary.operand());
            double[] values = Arrays.stream(operand.values)
                    .map(unary.function()::applyAsDouble)
                    .toArray();
            return new Form(unary.function().of(operand.expression), values, List.of(operand));
        }
        if (expression instanceof Expression.Binary binary) {
            Form left = ofOperand.apply(binary.left());
            Form right = ofOperand.apply(binary.right());
            BinaryFunction function = binary.function();
            double[] values = IntStream.range(0, left.values.length)
                    .mapToDouble(i -> function.applyAsDouble(left.values[i], right.values[i]))
                    .toArray();
            return new Form(function.of(left.expression, right.expression), values, List.of(left, right));
        }
        return new Form(expression, OrdinaryInputs.values(expression), List.of());
    }

    private static boolean sameFunction(Expression a, Expression b) {
        return Fingerprint.of(a).equals(Fingerprint.of(b));
    }
}
