package io.afos.api.search.view;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.strategy.history.Operator;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.LatexPrinter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A candidate as the API returns it. */
public record CandidateView(
        @Schema(description = "Position in the order of proposal, from 0")
        int ordinal,

        @Schema(description = "Counted from 0") int generation,

        @Schema(description = "Binary genes, a bar, unary genes")
        String genes,

        @Schema(description = "As the genes say") String formula,

        @Schema(description = "Of the simplest form") String latex,

        @Schema(description = "The simplest known form of the same function")
        String simplest,

        @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
        String name,

        String fingerprint,
        Operator operator,

        @Schema(description = "Ordinals of the candidates it was derived from")
        List<Integer> parents,

        @Schema(description = "Number of epochs after which its training ends")
        int epochs,

        CandidateState state,
        @Nullable Double fitness,

        @Schema(description = "Why it was not trained: NOT_FINITE or CONSTANT") @Nullable
        String rejection,

        @Schema(description = "Whether it needed no training of its own")
        boolean reused,

        @Nullable Evaluation evaluation) {

    /** The evaluation that determined the fitness. */
    public record Evaluation(
            long id,
            EvaluationState state,
            @Nullable EvaluationOutcome outcome,
            @Nullable Integer epochs,
            @Nullable Double accuracy,
            @Nullable Double loss,
            @Nullable Double testAccuracy,
            @Nullable Double seconds,
            @Nullable String failure) {}

    static final String SELECT = """
            select c.ordinal, c.generation, c.genes, c.formula, coalesce(a.simplest, c.formula) as simplest, c.fingerprint, c.operator, c.parents, c.epochs as candidate_epochs, c.state, c.fitness,
                   c.rejection, c.reused, e.id as evaluation_id, e.state as evaluation_state, e.outcome, e.epochs, e.accuracy,
                   e.loss, e.test_accuracy, e.seconds, e.failure
            from candidate c left join evaluation e on e.id = c.evaluation_id
            left join activation a on a.fingerprint = c.fingerprint
            """;

    static CandidateView of(ResultSet row, int number) throws SQLException {
        String simplest = row.getString("simplest");
        return new CandidateView(
                row.getInt("ordinal"),
                row.getInt("generation"),
                row.getString("genes"),
                row.getString("formula"),
                LatexPrinter.print(ExpressionParser.parse(simplest)),
                simplest,
                NamedActivations.find(new Fingerprint(row.getString("fingerprint")))
                        .map(NamedActivation::name)
                        .orElse(null),
                row.getString("fingerprint"),
                Operator.valueOf(row.getString("operator")),
                List.of((Integer[]) row.getArray("parents").getArray()),
                row.getInt("candidate_epochs"),
                CandidateState.valueOf(row.getString("state")),
                row.getObject("fitness", Double.class),
                row.getString("rejection"),
                row.getBoolean("reused"),
                evaluation(row));
    }

    private static @Nullable Evaluation evaluation(ResultSet row) throws SQLException {
        Long id = row.getObject("evaluation_id", Long.class);
        if (id == null) {
            return null;
        }
        String outcome = row.getString("outcome");
        return new Evaluation(
                id,
                EvaluationState.valueOf(row.getString("evaluation_state")),
                outcome == null ? null : EvaluationOutcome.valueOf(outcome),
                row.getObject("epochs", Integer.class),
                row.getObject("accuracy", Double.class),
                row.getObject("loss", Double.class),
                row.getObject("test_accuracy", Double.class),
                row.getObject("seconds", Double.class),
                row.getString("failure"));
    }
}
