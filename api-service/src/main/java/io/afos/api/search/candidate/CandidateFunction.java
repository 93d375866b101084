package io.afos.api.search.candidate;

import io.afos.api.evaluation.RequestedActivation;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;

/** The function of a candidate. */
public record CandidateFunction(String formula, String fingerprint, Usability usability) {

    public static CandidateFunction of(Expression expression) {
        return new CandidateFunction(
                InfixPrinter.print(expression), Fingerprint.of(expression).value(), Usability.of(expression));
    }

    public RequestedActivation requested() {
        return new RequestedActivation(fingerprint, formula);
    }

    public boolean usable() {
        return usability == Usability.USABLE;
    }
}
