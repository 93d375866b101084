package io.afos.api.strategy;

import io.afos.model.activation.Fingerprint;
import io.afos.model.space.Chromosome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A search in memory: what was proposed, and the scores of a function that stands for training. */
final class Course implements History {

    private static final Map<Chromosome, String> FINGERPRINTS = new HashMap<>();

    private final List<Proposal> proposed = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    /** Runs a strategy to its end. */
    static Course run(SearchStrategy strategy, ToDoubleFunction<Chromosome> fitness) {
        var course = new Course();
        while (strategy.next(course) instanceof Decision.Propose propose) {
            course.add(propose);
            course.scoreAll(fitness);
        }
        return course;
    }

    /** Fitness without meaning, different for nearly all chromosomes, in (0, 1). */
    static double arbitraryFitness(Chromosome chromosome) {
        return (chromosome.code().hashCode() >>> 1) / (double) Integer.MAX_VALUE;
    }

    void add(Decision.Propose propose) {
        propose.proposals().forEach(proposal -> {
            proposed.add(proposal);
            String fingerprint = FINGERPRINTS.computeIfAbsent(
                    proposal.chromosome(),
                    chromosome -> Fingerprint.of(chromosome.expression()).value());
            members.add(new Member(members.size(), proposal.chromosome(), fingerprint, null));
        });
    }

    void score(int ordinal, ToDoubleFunction<Chromosome> fitness) {
        Member member = members.get(ordinal);
        double score = fitness.applyAsDouble(member.chromosome());
        members.set(ordinal, new Member(ordinal, member.chromosome(), member.fingerprint(), score));
    }

    void scoreAll(ToDoubleFunction<Chromosome> fitness) {
        members.stream()
                .filter(member -> member.fitness() == null)
                .toList()
                .forEach(member -> score(member.ordinal(), fitness));
    }

    List<Proposal> proposed() {
        return List.copyOf(proposed);
    }

    List<Proposal> proposedIn(int generation) {
        return proposed.stream()
                .filter(proposal -> proposal.generation() == generation)
                .toList();
    }

    @Override
    public int proposals() {
        return members.size();
    }

    @Override
    public int open() {
        return (int) members.stream().filter(member -> member.fitness() == null).count();
    }

    @Override
    public List<Member> generation(int generation) {
        return members.stream()
                .filter(member -> proposed.get(member.ordinal()).generation() == generation)
                .toList();
    }
}
