package io.afos.model.export;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An activation function to be exported, with what is to be said about it.
 *
 * @param notes in the order in which they are to be read
 */
public record ExportedActivation(Expression expression, List<Note> notes) {

    private static final int DIGITS = 8;

    public ExportedActivation {
        notes = List.copyOf(notes);
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
