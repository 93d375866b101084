package io.afos.api.strategy;

import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExhaustiveStrategyTest {

    private static final Strategy EXHAUSTIVE = new ExhaustiveStrategy();

    @Test
    void everyChromosomeOfEveryShapeIsProposedOnceWhateverTheScores() {
        SearchSpace paper = Preset.AFOS.space();
        var small = new SearchSpace(
                paper.unaries().subList(0, 3),
                paper.binaries().subList(0, 2),
                List.of(Shape.GENES_5, Shape.GENES_3, Shape.GENES_7));
        List<Chromosome> all = small.shapes().stream().flatMap(small::all).toList();

        PlayedHistory history = PlayedHistory.run(EXHAUSTIVE.on(Problem.of(small), 1), PlayedHistory::arbitraryFitness);

        assertThat(history.proposed()).allSatisfy(proposal -> {
            assertThat(proposal.operator()).isEqualTo(Operator.ENUMERATION);
            assertThat(proposal.parents()).isEmpty();
        });
        assertThat(history.proposed())
                .extracting(Proposal::chromosome)
                .isEqualTo(all)
                .doesNotHaveDuplicates()
                .hasSize(EXHAUSTIVE.plannedProposals(small));
    }

    @Test
    void thePapersSmallShapesFit() {
        SearchSpace paper = Preset.AFOS.space();
        var small = new SearchSpace(paper.unaries(), paper.binaries(), List.of(Shape.GENES_3, Shape.GENES_5));

        assertThat(EXHAUSTIVE.plannedProposals(small))
                .isEqualTo(2_023 + 240_737)
                .isLessThan(ExhaustiveStrategy.MAX_CANDIDATES);
        assertThat(Stream.of(0L, 2_022L, 2_023L, 242_759L).map(small::at).map(Chromosome::code))
                .containsExactly(
                        "add|x,x",
                        "sigmoid_mul|atanh,atanh",
                        "add,add|x,x,x",
                        "sigmoid_mul,sigmoid_mul|atanh,atanh,atanh");
    }
}
