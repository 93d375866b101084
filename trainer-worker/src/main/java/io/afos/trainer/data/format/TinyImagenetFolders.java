package io.afos.trainer.data.format;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.format.ImageEntries.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Tiny ImageNet's archive: {@code train/CLASS/images/*}, {@code val/images/*} with their classes in {@code
 * val/val_annotations.txt}, the classes in {@code wnids.txt}. The validation images serve as test images, since the
 * published test images have no labels.
 */
public final class TinyImagenetFolders implements Layout {

    private static final int MOST_LINES = 1_000_000;

    @Override
    public Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) {
        Path archive = paths.get(0);
        FileTree tree = FileTree.of(archive, files.properties().maxBytes());
        var found = new Found();
        DataFiles.reading(archive, () -> tree.each(found));
        List<Entry> entries = found.entries(archive);
        return ImageEntries.listing(List.of(tree), entries, List.copyOf(found.classes), List.of(), DataFiles::reading);
    }

    private static final class Found implements FileTree.Visitor {

        private final TreeSet<String> classes = new TreeSet<>();
        private final Map<String, String> classOfValidation = new HashMap<>();
        private final List<String> train = new ArrayList<>();
        private final List<String> validation = new ArrayList<>();

        @Override
        public void visit(String path, FileTree.Content content) throws IOException {
            String[] parts = path.split("/");
            String file = parts[parts.length - 1];
            if (file.equals("wnids.txt")) {
                classes.addAll(lines(content));
            } else if (file.equals("val_annotations.txt")) {
                for (String line : lines(content)) {
                    String[] fields = line.split("\t");
                    if (fields.length < 2) {
                        throw new IOException(
                                String.format(Locale.ROOT, "val_annotations.txt has the line '%s'", line));
                    }
                    classOfValidation.put(fields[0], fields[1]);
                }
            } else if (ImageEntries.isImage(path) && parts.length >= 4 && parts[parts.length - 4].equals("train")) {
                train.add(path);
            } else if (ImageEntries.isImage(path) && parts.length >= 3 && parts[parts.length - 3].equals("val")) {
                validation.add(path);
            }
        }

        private static List<String> lines(FileTree.Content content) throws IOException {
            try (var reader = new BufferedReader(new InputStreamReader(content.open(), StandardCharsets.UTF_8))) {
                return reader.lines()
                        .limit(MOST_LINES)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }

        List<Entry> entries(Path archive) {
            List<Entry> entries = new ArrayList<>();
            for (String path : train) {
                String[] parts = path.split("/");
                entries.add(entry(archive, path, Part.TRAIN, parts[parts.length - 3]));
            }
            for (String path : validation) {
                String file = path.substring(path.lastIndexOf('/') + 1);
                String className = classOfValidation.get(file);
                if (className == null) {
                    throw DataFiles.damaged(archive, "val_annotations.txt does not name " + file);
                }
                entries.add(entry(archive, path, Part.TEST, className));
            }
            if (train.isEmpty() || validation.isEmpty()) {
                throw DataFiles.damaged(
                        archive,
                        String.format(
                                Locale.ROOT,
                                "it contains %,d images in train/CLASS/images and %,d in val/images",
                                train.size(),
                                validation.size()));
            }
            return entries;
        }

        private Entry entry(Path archive, String path, Part part, String className) {
            if (!classes.contains(className)) {
                throw DataFiles.damaged(
                        archive, String.format(Locale.ROOT, "wnids.txt does not list class %s of %s", className, path));
            }
            return new Entry(0, path, part, className);
        }
    }
}
