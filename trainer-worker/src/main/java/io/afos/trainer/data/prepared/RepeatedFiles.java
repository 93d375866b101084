package io.afos.trainer.data.prepared;

import io.afos.model.message.FolderFacts.Finding;
import io.afos.model.message.FolderFacts.Kind;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.format.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds image files that a data set contains more than once, by the first half of their SHA-256: 16 bytes per image of
 * any size. Receives each file once, on one thread.
 */
final class RepeatedFiles {

    private static final int MOST_EXAMPLES = 5;

    private final Listing listing;
    private final BitSet seen = new BitSet();
    private final long[] high;
    private final long[] low;
    private final byte[] parts;
    private final int[] labels;

    RepeatedFiles(Listing listing) {
        this.listing = listing;
        int count = listing.count();
        high = new long[count];
        low = new long[count];
        parts = new byte[count];
        labels = new int[count];
        int first = 0;
        for (Part part : Part.values()) {
            int[] labelsOf = listing.labels().getOrDefault(part, new int[0]);
            System.arraycopy(labelsOf, 0, labels, first, labelsOf.length);
            Arrays.fill(parts, first, first + labelsOf.length, (byte) part.ordinal());
            first += labelsOf.length;
        }
    }

    /** The same listing, with its files recorded as they are visited. */
    Listing watching() {
        return new Listing(
                listing.classNames(),
                listing.labels(),
                listing.omissions(),
                listing.names(),
                visitor -> listing.pictures().each((position, bytes, picture) -> {
                    byte[] file = picture.content();
                    if (file != null && position < high.length) {
                        see(position, file);
                    }
                    visitor.visit(position, bytes, picture);
                }));
    }

    private void see(int position, byte[] file) {
        ByteBuffer digest = ByteBuffer.wrap(Digests.of("SHA-256").digest(file));
        seen.set(position);
        high[position] = digest.getLong();
        low[position] = digest.getLong();
    }

    /** The findings of each kind, after all files were visited. */
    List<Finding> findings() {
        List<Integer> ordered = seen.stream()
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> high[i])
                        .thenComparingLong(i -> low[i])
                        .thenComparingInt(i -> i))
                .toList();
        Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            if (to == ordered.size() || !same(ordered.get(from), ordered.get(to))) {
                if (to - from > 1) {
                    note(ordered.subList(from, to), counts, examples);
                }
                from = to;
            }
        }
        List<Finding> findings = new ArrayList<>();
        counts.forEach((kind, count) -> findings.add(new Finding(kind, WORDS.get(kind), count, examples.get(kind))));
        return findings;
    }

    private static final Map<Kind, String> WORDS = Map.of(
            Kind.DUPLICATE, "files that occur more than once in a class and part",
            Kind.IN_SEVERAL_PARTS, "files that occur in more than one of train, validation and test",
            Kind.CONTRADICTING_LABELS, "files that occur under more than one class");

    private boolean same(int one, int other) {
        return high[one] == high[other] && low[one] == low[other];
    }

    private void note(List<Integer> equal, Map<Kind, Integer> counts, Map<Kind, List<String>> examples) {
        long classes = equal.stream().map(i -> labels[i]).distinct().count();
        long in = equal.stream().map(i -> parts[i]).distinct().count();
        Kind kind = classes > 1 ? Kind.CONTRADICTING_LABELS : in > 1 ? Kind.IN_SEVERAL_PARTS : Kind.DUPLICATE;
        counts.merge(kind, equal.size(), Integer::sum);
        List<String> some = examples.computeIfAbsent(kind, any -> new ArrayList<>());
        if (some.size() < MOST_EXAMPLES) {
            some.add(equal.stream()
                    .limit(MOST_EXAMPLES)
                    .map(listing.names()::apply)
                    .collect(Collectors.joining(" = ")));
        }
    }
}
