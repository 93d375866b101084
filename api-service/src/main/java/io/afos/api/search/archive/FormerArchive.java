package io.afos.api.search.archive;

import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the lines of an archive of version 1 or 2 the fingerprints of today. An evaluation belongs to the function that was really
 * trained, and so does all that shared it.
 */
final class FormerArchive {

    static final int LAST_VERSION = 2;

    private final Map<String, String> renewed = new HashMap<>();

    /** @throws IllegalArgumentException if a fingerprint is not that of its formula */
    ArchiveLine renewed(ArchiveLine line) {
        if (line instanceof ArchiveLine.Evaluation evaluation) {
            return evaluation(evaluation);
        }
        if (line instanceof ArchiveLine.Baseline baseline) {
            return new ArchiveLine.Baseline(
                    baseline.name(), baseline.formula(), renewed(baseline.formula(), baseline.fingerprint()));
        }
        if (line instanceof ArchiveLine.Candidate candidate) {
            return candidate.withFingerprint(
                    candidate.rejection() == null
                            ? renewed(candidate.formula(), candidate.fingerprint())
                            : own(candidate.formula(), candidate.fingerprint()));
        }
        if (line instanceof ArchiveLine.Replication replication) {
            return new ArchiveLine.Replication(
                    renewed.getOrDefault(replication.fingerprint(), replication.fingerprint()),
                    replication.seed(),
                    replication.ordinal());
        }
        return line;
    }

    private ArchiveLine evaluation(ArchiveLine.Evaluation line) {
        ImportedEvaluation evaluation = line.evaluation();
        if (evaluation == null || evaluation.formula() == null) {
            return line;
        }
        Expression asked = parsed(evaluation.formula(), evaluation.fingerprint());
        Expression trained = FormerIdentity.trained(asked);
        String fingerprint = Fingerprint.of(trained).value();
        renewed.put(evaluation.fingerprint(), fingerprint);
        String formula = trained.equals(asked) ? evaluation.formula() : InfixPrinter.print(trained);
        return new ArchiveLine.Evaluation(evaluation.ofFunction(fingerprint, formula), line.epochs(), line.seed());
    }

    private String renewed(String formula, String former) {
        String own = own(formula, former);
        return renewed.getOrDefault(former, own);
    }

    private static String own(String formula, String former) {
        return formula == null
                ? former
                : Fingerprint.of(parsed(formula, former)).value();
    }

    private static Expression parsed(String formula, String former) {
        Expression expression = ExpressionParser.parse(formula);
        if (!FormerIdentity.fingerprint(expression).value().equals(former)) {
            throw new IllegalArgumentException("the fingerprint is not that of the formula");
        }
        return expression;
    }
}
