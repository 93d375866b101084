package io.afos.model.space;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces one gene by a different one of the same kind.
 *
 * <p>The place is drawn uniformly among all genes, the new gene uniformly among the entries of the space's list that differ
 * from the old one. Where the space has no other gene of a kind, places of that kind are left out; where it has no other
 * gene of either kind, the chromosome stays as it is.
 */
public final class Mutation {

    private Mutation() {}

    public static Chromosome mutate(Chromosome chromosome, SearchSpace space, RandomGenerator random) {
        List<Integer> binaryPlaces = changeable(chromosome.binaries(), space.binaries());
        List<Integer> unaryPlaces = changeable(chromosome.unaries(), space.unaries());
        int places = binaryPlaces.size() + unaryPlaces.size();
        if (places == 0) {
            return chromosome;
        }
        int place = random.nextInt(places);
        if (place < binaryPlaces.size()) {
            return new Chromosome(
                    changed(chromosome.binaries(), binaryPlaces.get(place), space.binaries(), random),
                    chromosome.unaries());
        }
        int leaf = unaryPlaces.get(place - binaryPlaces.size());
        return new Chromosome(chromosome.binaries(), changed(chromosome.unaries(), leaf, space.unaries(), random));
    }

    private static <T> List<Integer> changeable(List<T> genes, List<T> entries) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < genes.size(); i++) {
            if (!others(genes.get(i), entries).isEmpty()) {
                places.add(i);
            }
        }
        return places;
    }

    private static <T> List<T> changed(List<T> genes, int place, List<T> entries, RandomGenerator random) {
        var changed = new ArrayList<>(genes);
        List<T> others = others(genes.get(place), entries);
        changed.set(place, others.get(random.nextInt(others.size())));
        return changed;
    }

    private static <T> List<T> others(T gene, List<T> entries) {
        return entries.stream().filter(entry -> !entry.equals(gene)).toList();
    }
}
