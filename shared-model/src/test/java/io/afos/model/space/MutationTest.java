package io.afos.model.space;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class MutationTest {

    @ParameterizedTest
    @EnumSource(Preset.class)
    void changes_exactly_one_gene_into_another_of_the_same_kind_from_the_space(Preset preset) {
        var random = new Random(5);
        SearchSpace space = preset.space();
        for (int i = 0; i < 10_000; i++) {
            Chromosome old = space.random(random);
            Chromosome mutant = Mutation.mutate(old, space, random);
            assertThat(mutant.shape()).isEqualTo(old.shape());
            assertThat(differences(old.binaries(), mutant.binaries()) + differences(old.unaries(), mutant.unaries()))
                    .isEqualTo(1);
            assertThat(space.binaries()).containsAll(mutant.binaries());
            assertThat(space.unaries()).containsAll(mutant.unaries());
        }
    }

    private static long differences(List<?> one, List<?> other) {
        return IntStream.range(0, one.size())
                .filter(i -> !one.get(i).equals(other.get(i)))
                .count();
    }

    @Test
    void reaches_every_place_and_every_other_gene() {
        var random = new Random(6);
        var space = new SearchSpace(
                List.of(UnaryGene.X, UnaryGene.SIN, UnaryGene.COS),
                List.of(BinaryGene.ADD, BinaryGene.MUL),
                List.of(Shape.GENES_3));
        Map<String, Integer> mutants = new HashMap<>();
        for (int i = 0; i < 6_000; i++) {
            mutants.merge(
                    Mutation.mutate(Chromosome.ofCode("add|x,sin"), space, random)
                            .code(),
                    1,
                    Integer::sum);
        }
        assertThat(mutants).containsOnlyKeys("mul|x,sin", "add|sin,sin", "add|cos,sin", "add|x,x", "add|x,cos");
        assertThat(mutants.get("mul|x,sin")).isBetween(1_850, 2_150);
        assertThat(mutants.get("add|x,cos")).isBetween(880, 1_120);
    }

    @Test
    void leaves_out_kinds_without_an_alternative() {
        var random = new Random(7);
        Chromosome old = Chromosome.ofCode("add|x,x");
        var onlyAdd =
                new SearchSpace(List.of(UnaryGene.X, UnaryGene.SIN), List.of(BinaryGene.ADD), List.of(Shape.GENES_3));
        var onlyX = new SearchSpace(List.of(UnaryGene.X), List.of(BinaryGene.ADD), List.of(Shape.GENES_3));
        for (int i = 0; i < 100; i++) {
            assertThat(Mutation.mutate(old, onlyAdd, random).unaries()).contains(UnaryGene.SIN);
            assertThat(Mutation.mutate(old, onlyX, random)).isEqualTo(old);
        }
    }
}
