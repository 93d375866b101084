package io.afos.trainer.data.prepared;

import io.afos.model.message.FolderFacts;
import io.afos.model.message.FolderFacts.ClassCounts;
import io.afos.model.message.FolderFacts.Finding;
import io.afos.model.message.FolderFacts.Kind;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.format.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts the images of a folder and looks for problems with its labels. */
public final class FolderSurvey {

    private static final int MOST_EXAMPLES = 5;

    private FolderSurvey() {}

    /**
     * Reads every image file once, without decoding it.
     *
     * @param fingerprint identity of the content
     */
    public static FolderFacts of(String dataset, String fingerprint, Listing listing) throws IOException {
        var repeated = new RepeatedFiles(listing);
        repeated.watching().pictures().each((position, bytes, picture) -> {});
        return facts(dataset, fingerprint, listing, repeated);
    }

    static FolderFacts facts(String dataset, String fingerprint, Listing listing, RepeatedFiles repeated) {
        List<ClassCounts> classes = classes(listing);
        List<Finding> findings = new ArrayList<>(repeated.findings());
        findings.addAll(missing(listing, classes));
        listing.omissions()
                .forEach(omission -> findings.add(
                        new Finding(Kind.IGNORED, omission.reason(), omission.count(), omission.examples())));
        return new FolderFacts(dataset, fingerprint, classes.size(), classes, findings);
    }

    private static List<ClassCounts> classes(Listing listing) {
        int[][] counts = new int[Part.values().length][listing.classNames().size()];
        listing.labels().forEach((part, labels) -> {
            for (int label : labels) {
                counts[part.ordinal()][label]++;
            }
        });
        return IntStream.range(0, listing.classNames().size())
                .mapToObj(label -> new ClassCounts(
                        listing.classNames().get(label),
                        counts[Part.TRAIN.ordinal()][label],
                        counts[Part.VALIDATION.ordinal()][label],
                        counts[Part.TEST.ordinal()][label]))
                .toList();
    }

    private static List<Finding> missing(Listing listing, List<ClassCounts> classes) {
        List<Finding> findings = new ArrayList<>();
        for (Part part : listing.labels().keySet()) {
            List<String> without = classes.stream()
                    .filter(counts -> count(counts, part) == 0)
                    .map(ClassCounts::name)
                    .toList();
            if (!without.isEmpty()) {
                findings.add(new Finding(
                        Kind.MISSING_IN_PART,
                        "classes without images in " + part.name().toLowerCase(Locale.ROOT),
                        without.size(),
                        without.stream().limit(MOST_EXAMPLES).toList()));
            }
        }
        return findings;
    }

    private static int count(ClassCounts counts, Part part) {
        return switch (part) {
            case TRAIN -> counts.train();
            case VALIDATION -> counts.validation();
            case TEST -> counts.test();
        };
    }
}
