package io.afos.trainer.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was skipped in the search for images: the count for each reason, with a few examples. */
public final class Omissions {

    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_REASONS = 30;
    private static final String OTHER = "other files that are not images";

    private final Map<String, Omission> byReason = new TreeMap<>();

    /**
     * What was skipped for one reason.
     *
     * @param examples the first few paths
     */
    public record Omission(String reason, int count, List<String> examples) {

        public Omission {
            examples = List.copyOf(examples);
        }
    }

    void add(String reason, String path) {
        String known = byReason.containsKey(reason) || byReason.size() < MOST_REASONS ? reason : OTHER;
        Omission before = byReason.getOrDefault(known, new Omission(known, 0, List.of()));
        List<String> examples = new ArrayList<>(before.examples());
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(path);
        }
        byReason.put(known, new Omission(known, before.count() + 1, examples));
    }

    /** All omissions, in the order of their reasons. */
    public List<Omission> all() {
        return List.copyOf(byReason.values());
    }
}
