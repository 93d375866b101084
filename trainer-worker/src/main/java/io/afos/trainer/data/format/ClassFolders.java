package io.afos.trainer.data.format;

import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.format.ImageEntries.Entry;
import io.afos.trainer.random.RandomStream.Purpose;
import io.afos.trainer.random.StratifiedDraw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The layout with one folder per class: {@code CLASS/...} or {@code PART/CLASS/...}, where PART is train, val or test.
 * All images may share further folders above.
 */
public final class ClassFolders {

    private static final Map<String, Part> PARTS = Map.of(
            "train", Part.TRAIN,
            "training", Part.TRAIN,
            "val", Part.VALIDATION,
            "valid", Part.VALIDATION,
            "validation", Part.VALIDATION,
            "test", Part.TEST,
            "testing", Part.TEST);

    private static final int TEST_SHARE = 5;
    private static final long SEED = 0;

    private ClassFolders() {}

    /**
     * Finds the images.
     *
     * @param tree index of the tree among those of the data set
     * @param given the part of all images; {@code null} to use the folders' names, or {@link Part#TRAIN} if they name
     *     no parts
     * @throws IOException if images are outside class folders, only some are in folders that name parts, or two class
     *     folders have the same name in different encodings
     */
    public static ClassFolderContents contents(int tree, FileTree files, @Nullable Part given) throws IOException {
        var scan = new FolderScan();
        files.each(scan);
        int shared = sharedFolders(scan);
        boolean parts = given == null && namesParts(scan.images(), shared);
        int folder = parts ? shared + 1 : shared;
        List<Entry> entries = new ArrayList<>(scan.images().size());
        var names = new ClassNames();
        for (String image : scan.images()) {
            String[] path = image.split("/");
            if (path.length < folder + 2) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "image %s is not in a class folder (CLASS/IMAGE or train/CLASS/IMAGE is expected)",
                        image));
            }
            Part part = parts ? PARTS.get(path[shared].toLowerCase(Locale.ROOT)) : Part.TRAIN;
            entries.add(new Entry(
                    tree, image, given == null ? part : given, names.of(parts ? path[shared] : "", path[folder])));
        }
        return new ClassFolderContents(entries, scan, folder, parts ? PARTS.keySet() : null);
    }

    /**
     * Whether the folders name parts. A class may be called "train" if its images are directly in its folder and there
     * are other class folders beside it.
     *
     * @throws IOException if some images are in PART/CLASS and others are not
     */
    private static boolean namesParts(List<String> paths, int shared) throws IOException {
        boolean meant = paths.stream().anyMatch(path -> liesInPartAndClass(path.split("/"), shared))
                || !paths.isEmpty() && paths.stream().allMatch(path -> liesInPart(path.split("/"), shared));
        Optional<String> misfit = paths.stream()
                .filter(path -> !liesInPartAndClass(path.split("/"), shared))
                .findFirst();
        if (meant && misfit.isPresent()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "image %s is not in PART/CLASS/IMAGE like others, where PART is train, val or test. Move or"
                            + " remove it; images without a class, such as unlabelled test images, cannot be used",
                    misfit.get()));
        }
        return meant;
    }

    private static boolean liesInPart(String[] path, int shared) {
        return path.length > shared + 1 && PARTS.containsKey(path[shared].toLowerCase(Locale.ROOT));
    }

    private static boolean liesInPartAndClass(String[] path, int shared) {
        return path.length > shared + 2 && liesInPart(path, shared);
    }

    /**
     * The number of folders that all images share, including images in unsupported formats. If that leaves no folder
     * for a class, folders with other files and links count too, and there is only one class.
     */
    private static int sharedFolders(FolderScan scan) {
        Stream<String> unread = scan.foldersOfUnreadImages().stream().map(FolderScan::within);
        List<String> images = Stream.concat(scan.images().stream(), unread).toList();
        int shared = sharedFolders(images);
        if (images.stream().allMatch(path -> path.split("/").length >= shared + 2)) {
            return shared;
        }
        Stream<String> others = Stream.of(scan.foldersWithoutImages(), scan.emptyFolders(), scan.links())
                .flatMap(Collection::stream)
                .map(FolderScan::within);
        return sharedFolders(Stream.concat(images.stream(), others).toList());
    }

    private static int sharedFolders(List<String> paths) {
        if (paths.isEmpty()) {
            return 0;
        }
        String[] first = paths.get(0).split("/");
        int shared = first.length - 1;
        for (String one : paths) {
            String[] path = one.split("/");
            int mismatch = Arrays.mismatch(
                    Arrays.copyOf(first, shared), Arrays.copyOf(path, Math.min(shared, path.length - 1)));
            shared = mismatch < 0 ? shared : mismatch;
        }
        return shared;
    }

    /** The classes of the images, in alphabetical order. */
    public static List<String> classNames(List<Entry> entries) {
        return entries.stream().map(Entry::className).distinct().sorted().toList();
    }

    /** For a message: the first few classes. */
    public static String some(List<String> names) {
        return names.stream().limit(20).collect(Collectors.joining(", "));
    }

    /** The same images; if there is no test part, a fifth of each class is moved to it from the training part. */
    public static List<Entry> withTestPart(List<Entry> entries, List<String> classNames) {
        if (entries.stream().anyMatch(entry -> entry.part() == Part.TEST)) {
            return entries;
        }
        List<Entry> all = new ArrayList<>(entries);
        all.sort(Comparator.comparing(Entry::part)
                .thenComparing(Entry::className)
                .thenComparing(Entry::tree)
                .thenComparing(Entry::path));
        int[] labels = all.stream()
                .filter(entry -> entry.part() == Part.TRAIN)
                .mapToInt(entry -> classNames.indexOf(entry.className()))
                .toArray();
        var draw = new StratifiedDraw(labels, classNames.size(), SEED, Purpose.HELD_OUT_TEST);
        for (int position : draw.take(labels.length / TEST_SHARE)) {
            Entry entry = all.get(position);
            all.set(position, new Entry(entry.tree(), entry.path(), Part.TEST, entry.className()));
        }
        return all;
    }
}
