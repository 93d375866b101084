package io.afos.trainer.data.format;

import io.afos.trainer.data.format.ImageEntries.Entry;
import io.afos.trainer.data.format.Omissions.Omission;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contents of class folders, and checks for likely mistakes. */
public final class ClassFolderContents {

    private final List<Entry> entries;
    private final FolderScan scan;
    private final int depth;
    private final @Nullable Set<String> parts;

    /**
     * @param depth number of folders above a class folder
     * @param parts allowed names of the innermost of them; {@code null} for any
     */
    ClassFolderContents(List<Entry> entries, FolderScan scan, int depth, @Nullable Set<String> parts) {
        this.entries = List.copyOf(entries);
        this.scan = scan;
        this.depth = depth;
        this.parts = parts;
    }

    public List<Entry> entries() {
        return entries;
    }

    /** What was skipped. */
    public List<Omission> omissions() {
        return scan.omissions().all();
    }

    /**
     * Rejects folders whose classes would not be those that their author intended.
     *
     * @throws IOException if a class folder is empty, is a link or contains only images in unsupported formats, or if a
     *     class has test or validation images but no training images
     */
    public void requireSound() throws IOException {
        Stream<Optional<String>> problems = Stream.of(
                inClassPlace(scan.foldersOfUnreadImages())
                        .map(folder -> String.format(
                                Locale.ROOT,
                                "class folder %s contains no image in a supported format, only %s: convert them to JPEG, PNG"
                                        + " or WebP, or remove the folder",
                                folder,
                                scan.unreadBelow(folder))),
                inClassPlace(scan.emptyFolders())
                        .map(folder -> String.format(
                                Locale.ROOT, "class folder %s is empty: add its images, or remove it", folder)),
                inClassPlace(scan.links())
                        .map(link -> String.format(
                                Locale.ROOT,
                                "%s is a link, and links are not followed: replace it with the folder itself, or remove it",
                                link)),
                notLearned());
        Optional<String> problem = problems.flatMap(Optional::stream).findFirst();
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
    }

    /** The first class folder without images that is, or contains, one of the paths. */
    private Optional<String> inClassPlace(Collection<String> paths) {
        return paths.stream()
                .map(path -> path.split("/"))
                .filter(path -> path.length > depth)
                .filter(path -> parts == null || parts.contains(path[depth - 1].toLowerCase(Locale.ROOT)))
                .map(path -> String.join("/", Arrays.copyOf(path, depth + 1)))
                .filter(folder -> !scan.holdsImages(folder))
                .findFirst();
    }

    private Optional<String> notLearned() {
        Set<String> learned = entries.stream()
                .filter(entry -> entry.part() == Part.TRAIN)
                .map(Entry::className)
                .collect(Collectors.toSet());
        var others = new TreeMap<String, Set<Part>>();
        entries.stream()
                .filter(entry -> !learned.contains(entry.className()))
                .forEach(entry -> others.computeIfAbsent(entry.className(), name -> new TreeSet<>())
                        .add(entry.part()));
        return others.entrySet().stream()
                .map(other -> String.format(
                        Locale.ROOT,
                        "class %s has images in %s but none in train, so it cannot be learned: add some, or remove"
                                + " the class",
                        other.getKey(),
                        other.getValue().stream()
                                .map(part -> part.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "))))
                .findFirst();
    }

    /** For a message: the folders without images, with their contents. */
    public String withoutImages() {
        return scan.foldersWithoutImages().stream()
                .limit(5)
                .map(folder -> String.format(Locale.ROOT, "%s holds only %s", folder, scan.unreadBelow(folder)))
                .collect(Collectors.joining("; "));
    }
}
