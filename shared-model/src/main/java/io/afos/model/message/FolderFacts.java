package io.afos.model.message;

import java.util.List;

/**
 * What a worker found in a folder of images.
 *
 * @param dataset the name that recipes use, such as {@code folder:leaves}
 * @param content identity of the content, 64 lower-case hexadecimal digits
 * @param classCount the number of classes
 * @param classes the first {@value #MOST_CLASSES} of them in alphabetical order
 * @param findings what was passed over, and what is wrong with the labels; empty if nothing was
 */
public record FolderFacts(
        String dataset, String content, int classCount, List<ClassCounts> classes, List<Finding> findings) {

    public static final int MOST_CLASSES = 500;

    private static final int MOST_FINDINGS = 50;
    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_TEXT = 300;
    private static final int MOST_NAME = 200;
    private static final int DIGITS = 64;

    public FolderFacts {
        Bounds.requireName("dataset", dataset, MOST_NAME);
        Bounds.requireName("content", content, DIGITS);
        Bounds.require(classCount >= 0, "classCount");
        Bounds.require(classes != null, "classes");
        Bounds.require(findings != null, "findings");
        classes = classes.stream().limit(MOST_CLASSES).toList();
        findings = findings.stream().limit(MOST_FINDINGS).toList();
    }

    /** The number of images of a class in each part. */
    public record ClassCounts(String name, int train, int validation, int test) {
        public ClassCounts {
            Bounds.require(train >= 0 && validation >= 0 && test >= 0, "number of images");
            name = PlainText.of(name, MOST_TEXT);
        }
    }

    /** The kinds of findings. */
    public enum Kind {
        /** Files, folders or links that were passed over. */
        IGNORED,
        /** The same file several times in one part, under one class. */
        DUPLICATE,
        /** The same file in several parts: what is tested or selected by has been trained on. */
        IN_SEVERAL_PARTS,
        /** The same file under several classes: at most one label can be right. */
        CONTRADICTING_LABELS,
        /** A class without images in a part that others have images in. */
        MISSING_IN_PART
    }

    /**
     * Something found.
     *
     * @param what in words
     * @param count how many files, folders or classes it concerns
     * @param examples the first few
     */
    public record Finding(Kind kind, String what, int count, List<String> examples) {
        public Finding {
            Bounds.require(kind != null, "kind");
            Bounds.require(count >= 0, "count");
            Bounds.require(examples != null, "examples");
            what = PlainText.of(what, MOST_TEXT);
            examples = examples.stream()
                    .limit(MOST_EXAMPLES)
                    .map(example -> PlainText.of(example, MOST_TEXT))
                    .toList();
        }
    }
}
