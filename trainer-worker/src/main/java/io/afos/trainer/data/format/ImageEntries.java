package io.afos.trainer.data.format;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The image files of some trees, each with the part and the class that it belongs to. */
public final class ImageEntries {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp");
    private static final int MOST_BYTES = 64 << 20;

    private ImageEntries() {}

    /**
     * An image file.
     *
     * @param tree position of its tree
     * @param path below the tree's root
     */
    public record Entry(int tree, String path, Part part, String className) {}

    /** Whether the file is an image by its name, and none of those that file managers leave behind. */
    public static boolean isImage(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean hidden = ("/" + path).contains("/.") || ("/" + path).contains("/__MACOSX/");
        return ENDINGS.contains(ending) && !hidden;
    }

    public static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /**
     * Numbers the images of each part by class and path, whatever the order in the trees, and labels them.
     *
     * @param classNames every entry's class is one of them
     * @param reading reads a tree, saying what to do if it is damaged
     * @throws DatasetException if a tree holds a path twice
     */
    public static Listing listing(
            List<FileTree> trees,
            List<Entry> entries,
            List<String> classNames,
            BiConsumer<Path, DataFiles.Reading> reading) {
        Map<String, Integer> labels = new HashMap<>();
        classNames.forEach(name -> labels.put(name, labels.size()));
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparing(Entry::part)
                .thenComparing(entry -> labels.get(entry.className()))
                .thenComparing(Entry::tree)
                .thenComparing(Entry::path));
        Map<Part, List<Integer>> byPart = new EnumMap<>(Part.class);
        List<Map<String, Integer>> positions = new ArrayList<>();
        trees.forEach(tree -> positions.add(new HashMap<>()));
        for (int i = 0; i < ordered.size(); i++) {
            Entry entry = ordered.get(i);
            byPart.computeIfAbsent(entry.part(), part -> new ArrayList<>()).add(labels.get(entry.className()));
            if (positions.get(entry.tree()).put(entry.path(), i) != null) {
                throw new DatasetException(
                        "%s cannot be used: it holds the file %s twice. Make it anew with one of them"
                                .formatted(trees.get(entry.tree()).root(), entry.path()));
            }
        }
        Map<Part, int[]> labelsOf = new EnumMap<>(Part.class);
        byPart.forEach((part, list) ->
                labelsOf.put(part, list.stream().mapToInt(Integer::intValue).toArray()));
        return new Listing(classNames, Collections.unmodifiableMap(labelsOf), visitor -> {
            for (int i = 0; i < trees.size(); i++) {
                Map<String, Integer> wanted = positions.get(i);
                FileTree tree = trees.get(i);
                reading.accept(tree.root(), () -> show(tree, wanted, visitor));
            }
        });
    }

    private static void show(FileTree tree, Map<String, Integer> positions, Listing.Visitor visitor)
            throws IOException {
        tree.each((path, content) -> {
            Integer position = positions.get(path);
            if (position != null) {
                byte[] file = read(path, content);
                visitor.visit(position, file.length, (reader, size) -> {
                    try {
                        return reader.read(file, whole -> whole.inColour().fitted(size));
                    } catch (IOException e) {
                        throw new IOException("%s in %s: %s".formatted(path, tree.root(), e.getMessage()), e);
                    }
                });
            }
        });
    }

    private static byte[] read(String path, FileTree.Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] file = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new IOException("it has more than %,d bytes".formatted(MOST_BYTES));
            }
            return file;
        } catch (IOException e) {
            throw new IOException("its file %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
