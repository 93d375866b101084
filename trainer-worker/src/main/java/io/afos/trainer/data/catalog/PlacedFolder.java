package io.afos.trainer.data.catalog;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.DirectoryTree;
import io.afos.trainer.data.file.FileNames;
import io.afos.trainer.data.file.FileTree;
import io.afos.trainer.data.format.ClassFolderContents;
import io.afos.trainer.data.format.ClassFolders;
import io.afos.trainer.data.format.ImageEntries;
import io.afos.trainer.data.format.ImageEntries.Entry;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Class folders that a user copied to the data directory, as folders or as one zip or tar.gz archive.
 *
 * @param name the name used in recipes
 * @param place the directory, relative to the data directory
 * @param classCount the required number of classes; {@code null} for any number from two
 * @param whence where to get the data set from, for the message that it is missing
 */
record PlacedFolder(
        String name,
        String place,
        ImageShape standardShape,
        @Nullable Integer classCount,
        String whence) implements DatasetSource {

    @Override
    public boolean mirrored() {
        return true;
    }

    @Override
    public boolean present(DataFiles files) {
        Path directory = files.directory(place);
        try (Stream<Path> content = Files.list(directory)) {
            return content.anyMatch(
                    entry -> FileTree.isArchive(entry) || Files.isDirectory(entry) && !ImageEntries.isHidden(entry));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public List<Path> find(DataFiles files) {
        Path root = tree(files).root();
        try {
            return Files.isDirectory(root)
                    ? new DirectoryTree(root)
                            .files().stream()
                                    .filter(file -> ImageEntries.isImage(FileNames.relative(root, file)))
                                    .toList()
                    : List.of(root);
        } catch (IOException e) {
            throw unusable(root, e.toString());
        }
    }

    @Override
    public Listing list(DataFiles files) {
        FileTree tree = tree(files);
        try {
            ClassFolderContents contents = ClassFolders.contents(0, tree, null);
            List<Entry> entries = contents.entries();
            List<String> classes = ClassFolders.classNames(entries);
            contents.requireSound();
            String passedOver = contents.withoutImages();
            if (classCount == null ? classes.size() < 2 : classes.size() != classCount) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "it holds images of %d classes (%s), expected %s; there must be one folder per class%s",
                        classes.size(),
                        ClassFolders.some(classes),
                        classCount == null ? "at least 2" : classCount,
                        passedOver.isEmpty() ? "" : " (" + passedOver + ")"));
            }
            return ImageEntries.listing(
                    List.of(tree),
                    ClassFolders.withTestPart(entries, classes),
                    classes,
                    contents.omissions(),
                    DataFiles::readingPlaced);
        } catch (IOException e) {
            throw unusable(tree.root(), e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** The directory itself, or the archive if it contains nothing else. */
    private FileTree tree(DataFiles files) {
        Path directory = files.directory(place);
        try (Stream<Path> content = Files.list(directory)) {
            List<Path> entries = content.filter(entry -> !ImageEntries.isHidden(entry))
                    .filter(entry -> FileTree.isArchive(entry) || Files.isDirectory(entry))
                    .toList();
            boolean archive = entries.size() == 1 && FileTree.isArchive(entries.get(0));
            return archive ? FileTree.of(entries.get(0), files.properties().maxBytes()) : new DirectoryTree(directory);
        } catch (NoSuchFileException e) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s: directory %s is missing. Put one folder of images per class in it%s",
                    name,
                    directory,
                    whence));
        } catch (IOException e) {
            throw unusable(directory, e.toString());
        }
    }

    private DatasetException unusable(Path path, String problem) {
        return new DatasetException(
                String.format(Locale.ROOT, "data set %s: %s cannot be used: %s", name, path, problem));
    }
}
