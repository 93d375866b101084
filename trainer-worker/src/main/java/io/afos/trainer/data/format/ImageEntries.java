package io.afos.trainer.data.format;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.format.Omissions.Omission;
import io.afos.trainer.image.Picture;
import io.afos.trainer.image.PictureReader;
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
import java.util.function.IntFunction;

/** The image files of several trees, each with its part and class. */
public final class ImageEntries {

    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "gif", "bmp", "webp");
    private static final Set<String> UNREAD = Set.of(
            "avif",
            "heic",
            "heif",
            "jxl",
            "jp2",
            "j2k",
            "jpx",
            "jxr",
            "psd",
            "xcf",
            "svg",
            "ico",
            "tga",
            "dds",
            "exr",
            "hdr",
            "ppm",
            "pgm",
            "pbm",
            "pnm",
            "pam",
            "pfm",
            "pcx",
            "ras",
            "xbm",
            "xpm",
            "sgi",
            "raw",
            "dng",
            "cr2",
            "cr3",
            "nef",
            "arw",
            "orf",
            "rw2",
            "dcm",
            "fits",
            "npy",
            "apng",
            "mng",
            "jpg_large",
            "jpeg_large",
            "pjpeg",
            "pjp",
            "bpg",
            "flif",
            "qoi");
    private static final int MOST_BYTES = 64 << 20;

    private ImageEntries() {}

    /**
     * An image file.
     *
     * @param tree index of its tree
     * @param path path below the tree's root
     */
    public record Entry(int tree, String path, Part part, String className) {}

    /** Whether the file name is that of an image, excluding files that file managers leave behind. */
    public static boolean isImage(String path) {
        return ENDINGS.contains(ending(path)) && !isHidden(path);
    }

    /** Whether the extension belongs to an unsupported image format. */
    static boolean isUnreadFormat(String ending) {
        return UNREAD.contains(ending);
    }

    /** The extension in lower case, at most 16 characters; empty if there is none. */
    static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.indexOf('.') < 0 || ending.length() > 16 ? "" : ending;
    }

    /** Whether a file manager left the file behind. */
    static boolean isHidden(String path) {
        return ("/" + path).contains("/.") || ("/" + path).contains("/__MACOSX/");
    }

    public static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /**
     * Numbers the images of each part by class and path, regardless of their order in the trees, and labels them.
     *
     * @param classNames contains the class of every entry
     * @param reading reads a tree; its error says what to do if the tree is damaged
     * @throws DatasetException if a tree contains a path twice
     */
    public static Listing listing(
            List<FileTree> trees,
            List<Entry> entries,
            List<String> classNames,
            List<Omission> omissions,
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
                throw new DatasetException(String.format(
                        Locale.ROOT,
                        "%s cannot be used: it contains the file %s twice. Recreate it with only one of them",
                        trees.get(entry.tree()).root(),
                        entry.path()));
            }
        }
        Map<Part, int[]> labelsOf = new EnumMap<>(Part.class);
        byPart.forEach((part, list) ->
                labelsOf.put(part, list.stream().mapToInt(Integer::intValue).toArray()));
        IntFunction<String> names = position -> ordered.get(position).path();
        return new Listing(classNames, Collections.unmodifiableMap(labelsOf), omissions, names, visitor -> {
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
                visitor.visit(
                        position,
                        file.length,
                        new ImageFile(file, String.format(Locale.ROOT, "%s in %s", path, tree.root())));
            }
        });
    }

    private record ImageFile(byte[] content, String name) implements Listing.Encoded {

        @Override
        public Picture decode(PictureReader reader, int size) throws IOException, InterruptedException {
            try {
                return reader.read(content, whole -> whole.inColour().fitted(size));
            } catch (IOException e) {
                throw new IOException(String.format(Locale.ROOT, "%s: %s", name, e.getMessage()), e);
            }
        }
    }

    private static byte[] read(String path, FileTree.Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] file = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new IOException(String.format(Locale.ROOT, "it has more than %,d bytes", MOST_BYTES));
            }
            return file;
        } catch (IOException e) {
            throw new IOException(String.format(Locale.ROOT, "its file %s: %s", path, e.getMessage()), e);
        }
    }
}
