package io.afos.model.export;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.SecondDerivative;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An activation function to be exported, with what is to be said about it. Its programs are computed once for all formats. */
public final class ExportedActivation {

    private static final int DIGITS = 8;

    private final Expression expression;
    private final List<Note> notes;
    private @Nullable Lowering lowering;
    private @Nullable Optional<SecondDerivative> secondDerivative;

    /** @param notes in the order in which they are to be read */
    public ExportedActivation(Expression expression, List<Note> notes) {
        this.expression = expression;
        this.notes = List.copyOf(notes);
    }

    public Expression expression() {
        return expression;
    }

    public List<Note> notes() {
        return notes;
    }

    /** Programs of value and derivative. */
    public synchronized Lowering lowering() {
        if (lowering == null) {
            lowering = Lowering.of(expression);
        }
        return lowering;
    }

    /** Empty where its formula is very long. */
    synchronized Optional<SecondDerivative> secondDerivative() {
        if (secondDerivative == null) {
            secondDerivative = SecondDerivative.of(expression);
        }
        return secondDerivative;
    }

    /** A name of lower-case letters, digits and hyphens that begins with a letter, such as {@code eelu-1}. */
    public String name() {
        Fingerprint fingerprint = Fingerprint.of(expression);
        return NamedActivations.find(fingerprint)
                .map(NamedActivation::name)
                .orElseGet(() -> "activation-" + fingerprint.value().substring(0, DIGITS));
    }

    /** The name in camel case, such as {@code Eelu1}. */
    public String className() {
        return Stream.of(name().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** The name in snake case, such as {@code eelu_1}. */
    public String functionName() {
        return name().replace('-', '_');
    }

    /** Formula, derivative and notes as lines that each begin with {@code mark}. */
    String comment(String mark) {
        return comments().map(line -> mark + " " + line + "\n").collect(Collectors.joining());
    }

    Stream<String> comments() {
        Stream<String> formulas = Stream.of(
                "f(x) = " + InfixPrinter.print(expression), "f'(x) = " + InfixPrinter.print(Derivative.of(expression)));
        return Stream.concat(formulas, notes.stream().map(Note::line));
    }
}
