package io.afos.api.strategy.breeding;

import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Proposal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Accepts functions that are worth training and new to the search. An accepted function is no longer new. */
public final class Novelty {

    /** The number of draws for one candidate; if all fail, hardly any new function is left. */
    public static final int MAX_DRAWS = 256;

    /** The number of draws looked up at once. */
    private static final int BATCH = 8;

    private final CandidateProperties properties;
    private final History history;
    private final Set<String> taken = new HashSet<>();

    public Novelty(CandidateProperties properties, History history) {
        this.properties = properties;
        this.history = history;
    }

    /** The first new one of at most {@link #MAX_DRAWS} draws. */
    public Optional<Proposal> first(Supplier<Proposal> draws) {
        for (int drawn = 0; drawn < MAX_DRAWS; drawn += BATCH) {
            List<Proposal> some = Stream.generate(draws).limit(BATCH).toList();
            Optional<Map.Entry<String, Proposal>> fresh =
                    fresh(some).entrySet().stream().findFirst();
            if (fresh.isPresent()) {
                taken.add(fresh.get().getKey());
                return fresh.map(Map.Entry::getValue);
            }
        }
        return Optional.empty();
    }

    /** The new ones, each function once. */
    public List<Proposal> among(List<Proposal> proposals) {
        Map<String, Proposal> fresh = fresh(proposals);
        taken.addAll(fresh.keySet());
        return List.copyOf(fresh.values());
    }

    private Map<String, Proposal> fresh(List<Proposal> proposals) {
        Map<String, Proposal> fresh = new LinkedHashMap<>();
        proposals.forEach(proposal ->
                fresh.putIfAbsent(properties.identity(proposal.chromosome()).fingerprint(), proposal));
        fresh.keySet().removeAll(taken);
        fresh.keySet().removeAll(history.known(fresh.keySet()));
        fresh.values()
                .removeIf(
                        proposal -> !properties.identity(proposal.chromosome()).usable());
        return fresh;
    }
}
