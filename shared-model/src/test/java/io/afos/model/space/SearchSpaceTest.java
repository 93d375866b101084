package io.afos.model.space;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SearchSpaceTest {

    /** The counts of afos are those published with the method's description. */
    @ParameterizedTest
    @CsvSource({
        "AFOS, GENES_3, 2023",
        "AFOS, GENES_5, 240737",
        "AFOS, GENES_7, 28647703",
        "AFOS_WITH_ASINH, GENES_3, 2268",
        "AFOS_EXTENDED, GENES_3, 2888"
    })
    void counts_its_chromosomes(Preset preset, Shape shape, long size) {
        assertThat(preset.space().size(shape)).isEqualTo(size);
    }

    @Test
    void the_preset_afos_keeps_the_order_and_the_repetition_of_the_published_code() {
        SearchSpace afos = Preset.AFOS.space();
        assertThat(afos.size()).isEqualTo(28_890_463);
        assertThat(afos.unaries()).hasSize(17).last().isEqualTo(UnaryGene.ATANH);
        assertThat(afos.unaries().get(13)).isEqualTo(UnaryGene.SOFTPLUS);
        assertThat(afos.unaries().get(14)).isEqualTo(UnaryGene.SINH);
        assertThat(afos.unaries().get(15)).isEqualTo(UnaryGene.SOFTPLUS);
        assertThat(afos.binaries()).hasSize(7).doesNotContain(BinaryGene.MIN);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void enumerates_every_chromosome(Preset preset) {
        SearchSpace space = preset.space();
        long distinctLeaves = space.unaries().stream().distinct().count();
        assertThat(space.all(Shape.GENES_3)).hasSize((int) space.size(Shape.GENES_3));
        assertThat(space.all(Shape.GENES_3).collect(Collectors.toSet()))
                .hasSize((int) (space.binaries().size() * distinctLeaves * distinctLeaves));
        assertThat(space.all(Shape.GENES_5).limit(2).map(Chromosome::code))
                .containsExactly("add,add|x,x,x", "add,add|x,x,exp");
    }

    @Test
    void draws_shapes_and_genes_uniformly() {
        var random = new Random(4);
        SearchSpace space = Preset.AFOS.space();
        var shapes = new EnumMap<Shape, Integer>(Shape.class);
        int leaves = 0;
        int softplus = 0;
        int draws = 30_000;
        for (int i = 0; i < draws; i++) {
            Chromosome chromosome = space.random(random);
            shapes.merge(chromosome.shape(), 1, Integer::sum);
            leaves += chromosome.unaries().size();
            softplus += Collections.frequency(chromosome.unaries(), UnaryGene.SOFTPLUS);
        }
        double sigma = Math.sqrt(draws * 2.0 / 9);
        assertThat(shapes.values())
                .hasSize(3)
                .allSatisfy(n -> assertThat(n / sigma).isCloseTo(draws / 3 / sigma, within(4.0)));
        double share = 2.0 / 17;
        assertThat(softplus).isCloseTo((int) (leaves * share), within((int) (4 * Math.sqrt(leaves * share))));
    }

    @Test
    void the_same_seed_draws_the_same_chromosomes() {
        SearchSpace space = Preset.AFOS.space();
        assertThat(space.random(new Random(9))).isEqualTo(space.random(new Random(9)));
    }

    @Test
    void empty_and_overlong_lists_and_repeated_shapes_are_refused() {
        var x = List.of(UnaryGene.X);
        var add = List.of(BinaryGene.ADD);
        var three = List.of(Shape.GENES_3);
        assertThatThrownBy(() -> new SearchSpace(List.of(), add, three))
                .hasMessage("unaries must have 1 to 64 entries, but has 0");
        assertThatThrownBy(() -> new SearchSpace(x, Collections.nCopies(65, BinaryGene.ADD), three))
                .hasMessage("binaries must have 1 to 64 entries, but has 65");
        assertThatThrownBy(() -> new SearchSpace(x, add, List.of()))
                .hasMessage("shapes must have 1 to 3 entries, but has 0");
        assertThatThrownBy(() -> new SearchSpace(x, add, List.of(Shape.GENES_3, Shape.GENES_3)))
                .hasMessageContaining("shapes must differ");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void a_preset_is_found_by_its_name(Preset preset) {
        assertThat(Preset.ofCode(preset.code())).isEqualTo(preset);
        assertThatThrownBy(() -> Preset.ofCode("afox"))
                .hasMessage("unknown search space 'afox'; there are afos, afos-with-asinh, afos-extended");
    }
}
