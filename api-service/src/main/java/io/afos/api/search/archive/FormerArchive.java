package io.afos.api.search.archive;

import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.ExpressionParser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lines of an archive of version 1 or 2 the fingerprints of today. An evaluation belongs to the function that was really
 * trained, and so does all that shared it.
 */
final class FormerArchive {

    private static final int LAST_VERSION = 2;

    private final Map<String, String> renewed = new HashMap<>();

    /** {@code null} for an archive that has the fingerprints of today. */
    static @Nullable FormerArchive of(ArchiveLine.Header header) {
        return header.version() <= LAST_VERSION ? new FormerArchive() : null;
    }

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
        requireFingerprint(evaluation.formula(), evaluation.fingerprint());
        FormerIdentity.Trained trained = FormerIdentity.trained(evaluation.formula());
        renewed.put(evaluation.fingerprint(), trained.fingerprint());
        return new ArchiveLine.Evaluation(
                evaluation.ofFunction(trained.fingerprint(), trained.formula()), line.epochs(), line.seed());
    }

    private String renewed(String formula, String former) {
        String own = own(formula, former);
        return renewed.getOrDefault(former, own);
    }

    private static String own(String formula, String former) {
        if (formula == null) {
            return former;
        }
        requireFingerprint(formula, former);
        return Fingerprint.of(ExpressionParser.parse(formula)).value();
    }

    private static void requireFingerprint(String formula, String former) {
        if (!FormerIdentity.fingerprint(ExpressionParser.parse(formula)).value().equals(former)) {
            throw new IllegalArgumentException("the fingerprint is not that of the formula");
        }
    }
}
