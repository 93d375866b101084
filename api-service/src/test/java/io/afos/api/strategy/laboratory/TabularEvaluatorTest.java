package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Shape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Numbers are those of the table's README and rows. */
class TabularEvaluatorTest {

    private static final TabularEvaluator TABLE = Tables.fashionMnist();

    @Test
    void theTableHasEveryUsableFunctionOfThreeGenes() {
        assertThat(TABLE.entries())
                .extracting(entry -> PlayedHistory.fingerprint(entry.chromosome()))
                .containsExactlyInAnyOrderElementsOf(Tables.SPACE
                        .all(Shape.GENES_3)
                        .filter(PlayedHistory::isUsable)
                        .map(PlayedHistory::fingerprint)
                        .distinct()
                        .toList())
                .hasSize(855);
        assertThat(TABLE.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(TABLE.epochs()).isEqualTo(9);
    }

    @Test
    void fitnessIsAccuracyOverLossAfterTheEpochsTrained() {
        String twice = fingerprint("x+x");

        assertThat(TABLE.train(twice, 1, 1).fitness()).isEqualTo(0.42 / 4.010631, within(1e-12));
        assertThat(TABLE.train(twice, 1, 3).fitness()).isEqualTo(0.56 / 1.531413, within(1e-12));
        assertThat(TABLE.train(twice, 1, 3).epochs()).isEqualTo(3);
        assertThat(TABLE.meanFitness(fingerprint("max(x,sin(x))"))).isEqualTo(0.981, within(5e-4));
        assertThat(TABLE.meanFitness(fingerprint("x*erf(exp(x))"))).isEqualTo(0.922, within(5e-4));
        assertThat(TABLE.top(0)).isEqualTo(TABLE.meanFitness(fingerprint("max(x,sin(x))")));
    }

    @Test
    void aDivergedTrainingHasNoFitnessAndEndsWhereItDiverged() {
        String diverging = fingerprint("x+exp(x)");

        assertThat(TABLE.train(diverging, 2, 9)).isEqualTo(new Evaluator.Training(0, 1));
        assertThat(TABLE.accuracy(diverging, 2, 1)).isZero();
    }

    @Test
    void anotherFunctionIsRefused() {
        assertThatThrownBy(() -> TABLE.train(fingerprint("x+0.123"), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the table has no function");
    }

    @Test
    void theTableOfMnistHasTheSameFunctions() {
        TabularEvaluator mnist = Tables.mnist();

        assertThat(mnist.entries())
                .extracting(entry -> PlayedHistory.fingerprint(entry.chromosome()))
                .containsExactlyElementsOf(TABLE.entries().stream()
                        .map(entry -> PlayedHistory.fingerprint(entry.chromosome()))
                        .toList());
        assertThat(mnist.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(mnist.epochs()).isEqualTo(9);
        assertThat(mnist.meanFitness(fingerprint("max(x,atan(x))"))).isEqualTo(1.516, within(0.0005));
        assertThat(mnist.best(2)).extracting(Chromosome::code).containsExactly("max|x,atan", "max|x,tanh");
    }

    private static String fingerprint(String formula) {
        return Fingerprint.of(ExpressionParser.parse(formula)).value();
    }
}
