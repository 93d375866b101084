package io.afos.model.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CrossoverTest {

    private static final SearchSpace SPACE = Preset.AFOS_EXTENDED.space();

    /** A generator whose every draw is {@code cut}. */
    private static RandomGenerator drawing(int cut) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only a cut is drawn");
            }

            @Override
            public int nextInt(int origin, int bound) {
                assertThat(cut).isBetween(origin, bound - 1);
                return cut;
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // equal shapes: the one-point crossover of the lists
                "add|x,exp; mul|sin,cos; 1; add|sin,cos; mul|x,exp",
                "add|x,exp; mul|sin,cos; 2; add|x,cos; mul|sin,exp",
                "add,mul|x,exp,abs; max,min|sin,cos,erf; 1; add,min|sin,cos,erf; max,mul|x,exp,abs",
                "add,mul|x,exp,abs; max,min|sin,cos,erf; 4; add,mul|x,exp,erf; max,min|sin,cos,abs",
                // a short and a long parent: the tail-giver's shape
                "add|x,exp; max,min,mul|sin,cos,erf,atan; 1; add,min,mul|sin,cos,erf,atan; max|x,exp",
                "add|x,exp; max,min,mul|sin,cos,erf,atan; 2; add,min,mul|x,cos,erf,atan; max|sin,exp",
                "max,min,mul|sin,cos,erf,atan; add|x,exp; 2; max|sin,exp; add,min,mul|x,cos,erf,atan"
            })
    void exchanges_the_leading_genes(String first, String second, int cut, String child, String other) {
        var children = Crossover.cross(Chromosome.ofCode(first), Chromosome.ofCode(second), drawing(cut));
        assertThat(children.first().code()).isEqualTo(child);
        assertThat(children.second().code()).isEqualTo(other);
    }

    @Test
    void every_child_of_parents_of_all_shapes_is_a_tree_of_the_tail_givers_shape_made_of_its_parents_genes() {
        var random = new Random(2);
        Set<List<Shape>> pairs = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Chromosome a = SPACE.random(random);
            Chromosome b = SPACE.random(random);
            var children = Crossover.cross(a, b, random);
            pairs.add(List.of(a.shape(), b.shape()));
            assertThat(children.first().shape()).isEqualTo(b.shape());
            assertThat(children.second().shape()).isEqualTo(a.shape());
            assertThat(children.first().expression().depth()).isBetween(2, 20);
            assertThat(genes(children.first(), children.second())).containsExactlyInAnyOrderElementsOf(genes(a, b));
            assertAtTheirPlaces(children.first(), a, b);
            assertAtTheirPlaces(children.second(), b, a);
        }
        assertThat(pairs).hasSize(9);
    }

    private static List<Object> genes(Chromosome a, Chromosome b) {
        var genes = new ArrayList<Object>();
        for (Chromosome chromosome : List.of(a, b)) {
            genes.addAll(chromosome.binaries());
            genes.addAll(chromosome.unaries());
        }
        return genes;
    }

    /** Each gene stands where one of the parents has it. */
    private static void assertAtTheirPlaces(Chromosome child, Chromosome head, Chromosome tail) {
        assertThat(IntStream.range(0, child.binaries().size()))
                .allMatch(i -> parentHas(head.binaries(), i, child.binaries().get(i))
                        || parentHas(tail.binaries(), i, child.binaries().get(i)));
        assertThat(IntStream.range(0, child.unaries().size()))
                .allMatch(i -> parentHas(head.unaries(), i, child.unaries().get(i))
                        || parentHas(tail.unaries(), i, child.unaries().get(i)));
    }

    private static boolean parentHas(List<?> genes, int place, Object gene) {
        return place < genes.size() && genes.get(place).equals(gene);
    }

    @Test
    void every_cut_within_the_shorter_parent_is_drawn() {
        var random = new Random(3);
        Chromosome five = Chromosome.ofCode("add,add|x,x,x");
        Chromosome seven = Chromosome.ofCode("mul,mul,mul|sin,sin,sin,sin");
        Set<String> children = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            children.add(Crossover.cross(five, seven, random).second().code());
        }
        assertThat(children)
                .containsExactlyInAnyOrder("mul,add|x,x,x", "mul,mul|x,x,x", "mul,mul|sin,x,x", "mul,mul|sin,sin,x");
    }
}
