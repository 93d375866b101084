package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.strategy.history.Operator;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.ExpressionParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lines of the versions in which functions were told apart by 40 points. */
class FormerArchiveTest {

    /** They differ beyond 5.6 only, or as the next two, between two of the 40 points. */
    private static final String RELU_6 = "min(max(x,0),6)";

    private static final String ONE = "max(max(tanh(x),0),tanh(x))*exp(max(max(tanh(x),0),atan(x)))";
    private static final String OTHER = "max(max(sigmoid(exp(-x))*x,0),tanh(x)*exp(atan(x)))";

    private final FormerArchive archive = new FormerArchive();

    private static String former(String formula) {
        return FormerIdentity.fingerprint(ExpressionParser.parse(formula)).value();
    }

    private static String today(String formula) {
        return Fingerprint.of(ExpressionParser.parse(formula)).value();
    }

    private ImportedEvaluation evaluation(String formula, String fingerprint) {
        var evaluation = new ImportedEvaluation(
                fingerprint,
                formula,
                EvaluationState.CANCELLED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
        var line = (ArchiveLine.Evaluation) archive.renewed(new ArchiveLine.Evaluation(evaluation, null, null));
        return line.evaluation();
    }

    private String candidate(String formula, @Nullable String rejection) {
        var candidate = new ArchiveLine.Candidate(
                0,
                0,
                "",
                formula,
                former(formula),
                Operator.RANDOM,
                List.of(),
                null,
                false,
                rejection,
                CandidateState.CANCELLED,
                null);
        return ((ArchiveLine.Candidate) archive.renewed(candidate)).fingerprint();
    }

    @Test
    void get_the_fingerprints_of_today() {
        assertThat(evaluation(ONE, former(ONE)).fingerprint()).isEqualTo(today(ONE));
        assertThat(candidate(ONE, null)).isEqualTo(today(ONE));
        assertThat(((ArchiveLine.Replication) archive.renewed(new ArchiveLine.Replication(former(ONE), 7, null)))
                        .fingerprint())
                .isEqualTo(today(ONE));
        assertThat(candidate("exp(exp(x))", "NOT_FINITE")).isEqualTo(today("exp(exp(x))"));
    }

    @Test
    void leave_a_candidate_with_the_function_that_was_trained_for_it() {
        assertThat(former(ONE)).isEqualTo(former(OTHER));
        assertThat(today(ONE)).isNotEqualTo(today(OTHER));
        evaluation(ONE, former(ONE));

        assertThat(candidate(OTHER, null)).isEqualTo(today(ONE));
    }

    @Test
    void give_an_evaluation_to_the_operation_of_the_engine_that_workers_trained() {
        ImportedEvaluation evaluation = evaluation(RELU_6, former(RELU_6));

        assertThat(evaluation.formula()).isEqualTo("max(x,0)");
        assertThat(evaluation.fingerprint()).isEqualTo(today("max(x,0)"));
        assertThat(candidate(RELU_6, null)).isEqualTo(today("max(x,0)"));
    }

    @Test
    void are_refused_with_a_fingerprint_that_is_not_the_formulas() {
        assertThatThrownBy(() -> evaluation(ONE, former("tanh(x)")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the fingerprint is not that of the formula");
    }
}
