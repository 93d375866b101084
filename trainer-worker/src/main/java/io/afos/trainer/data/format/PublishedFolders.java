package io.afos.trainer.data.format;

import io.afos.model.catalog.CatalogDataset;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.format.ImageEntries.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Archives of class folders.
 *
 * @param parts the part of each archive; empty if the archive's folders name the parts
 * @param validationIsTest whether the published validation images serve as test images
 */
public record PublishedFolders(List<Part> parts, boolean validationIsTest) implements Layout {

    @Override
    public Listing list(CatalogDataset facts, List<Path> paths, DataFiles files) {
        List<FileTree> trees = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            int tree = i;
            FileTree archive = FileTree.of(paths.get(i), files.properties().maxBytes());
            trees.add(archive);
            DataFiles.reading(
                    archive.root(),
                    () -> entries.addAll(ClassFolders.contents(tree, archive, parts.isEmpty() ? null : parts.get(tree))
                            .entries()));
        }
        UnaryOperator<Entry> asPublished = entry -> validationIsTest && entry.part() == Part.VALIDATION
                ? new Entry(entry.tree(), entry.path(), Part.TEST, entry.className())
                : entry;
        entries.replaceAll(asPublished);
        List<String> classes = ClassFolders.classNames(entries);
        if (classes.size() != facts.classCount()) {
            throw DataFiles.damaged(
                    paths.get(0),
                    String.format(
                            Locale.ROOT,
                            "it contains images of %d classes (%s), expected %d",
                            classes.size(),
                            ClassFolders.some(classes),
                            facts.classCount()));
        }
        return ImageEntries.listing(
                trees, ClassFolders.withTestPart(entries, classes), classes, List.of(), DataFiles::reading);
    }
}
