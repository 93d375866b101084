package io.afos.trainer.data.file;

import io.afos.model.catalog.CatalogFile;
import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the files of data sets in the data directory, and downloads missing ones if allowed. */
public final class DataFiles {

    private static final String FETCH_AGAIN = "Replace it, or delete it to have it downloaded again";

    private final DataProperties properties;
    private final Runnable activity;

    /** @param activity called repeatedly during long operations; may throw to cancel them */
    public DataFiles(DataProperties properties, Runnable activity) {
        this.properties = properties;
        this.activity = activity;
    }

    public DataProperties properties() {
        return properties;
    }

    public Runnable activity() {
        return activity;
    }

    /** The directory of a data set, which need not exist. */
    public Path directory(String dataset) {
        return properties.directory().resolve(dataset).toAbsolutePath();
    }

    /** The names of users' folders, limited to those that a recipe can contain. */
    public List<String> folders() {
        try (Stream<Path> folders = Files.list(directory(DataProperties.FOLDERS))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> DataSpec.isName(DataSpec.FOLDER + name))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    public Path place(String dataset, CatalogFile file) {
        return directory(dataset).resolve(file.name());
    }

    /** Whether all files are on this machine. */
    public boolean has(String dataset, List<CatalogFile> files) {
        return files.stream().allMatch(file -> Files.isRegularFile(place(dataset, file)));
    }

    /** The files; missing ones are downloaded if allowed. */
    public List<Path> find(String dataset, List<CatalogFile> files) {
        List<Path> paths = new ArrayList<>();
        for (CatalogFile file : files) {
            paths.add(find(dataset, file));
        }
        return paths;
    }

    public Path find(String dataset, CatalogFile file) {
        Path path = place(dataset, file);
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (!properties.downloads()) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s: file %s is missing. Download it from %s, or allow downloads with"
                            + " afos.worker.downloads=true",
                    dataset,
                    path,
                    file.address()));
        }
        try {
            new Download(file, path, activity).run();
            return path;
        } catch (IOException e) {
            throw new DatasetException(
                    String.format(
                            Locale.ROOT,
                            "data set %s: file %s is missing and could not be downloaded from %s (%s). Copy it there"
                                    + " manually, or try again with a network connection",
                            dataset,
                            path,
                            file.address(),
                            e),
                    e);
        }
    }

    /**
     * Identity of the content of files: the SHA-256 of a list of their SHA-256 checksums and names.
     *
     * @param root the names are relative to this directory, with slashes
     */
    public String fingerprint(String dataset, Path root, List<Path> files) {
        try {
            var lines = new StringBuilder();
            checksums(dataset, files)
                    .forEach((file, sha256) -> lines.append(sha256)
                            .append("  ")
                            .append(FileNames.relative(root, file))
                            .append('\n'));
            return Digests.sha256(lines.toString());
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    private Map<Path, String> checksums(String dataset, List<Path> files) throws IOException {
        Path memory = properties.ready().resolve(dataset.replace(':', '-') + ".sha256");
        return new Checksums(memory.toAbsolutePath(), activity).of(files);
    }

    /** How a file differs from the published one; empty if it does not, apart from the compression of its content. */
    public Optional<String> deviation(String dataset, Path path, CatalogFile file) {
        try {
            String algorithm = file.sha256() != null ? "SHA-256" : "MD5";
            String expected = file.sha256() != null ? file.sha256() : file.md5();
            String found =
                    file.sha256() != null ? checksums(dataset, List.of(path)).get(path) : Digests.md5(path, activity);
            return String.valueOf(found).equals(expected) || unpacksToPublished(path, file)
                    ? Optional.empty()
                    : Optional.of(
                            String.format(Locale.ROOT, "%s has %s %s, expected %s", path, algorithm, found, expected));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private boolean unpacksToPublished(Path path, CatalogFile file) {
        if (file.contentMd5() == null) {
            return false;
        }
        try {
            return Digests.md5(Gzip.unpacked(Files.newInputStream(path), properties.maxBytes()))
                    .equals(file.contentMd5());
        } catch (IOException e) {
            return false; // damaged, so not the published one
        }
    }

    static DatasetException unreadable(Path path, IOException cause) {
        return new DatasetException(String.format(Locale.ROOT, "file %s cannot be read: %s", path, cause), cause);
    }

    public static DatasetException damaged(Path path, @Nullable String found) {
        return damaged(path, found, FETCH_AGAIN);
    }

    private static DatasetException damaged(Path path, @Nullable String found, String remedy) {
        return new DatasetException(String.format(Locale.ROOT, "%s is damaged: %s. %s", path, found, remedy));
    }

    public interface Reading {
        void run() throws IOException;
    }

    /** Reads a published file; an error names it. */
    public static void reading(Path path, Reading reading) {
        reading(path, FETCH_AGAIN, reading);
    }

    /** Reads a file that a user placed and that cannot be downloaded; an error names it. */
    public static void readingPlaced(Path path, Reading reading) {
        reading(path, "Repair or replace it", reading);
    }

    private static void reading(Path path, String remedy, Reading reading) {
        try {
            reading.run();
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            throw interrupted(e);
        } catch (UncheckedIOException e) {
            throw damaged(path, String.valueOf(e.getCause().getMessage()), remedy);
        } catch (IOException e) {
            throw damaged(path, e.getMessage() == null ? e.toString() : e.getMessage(), remedy);
        }
    }

    /** The exception for an interrupted thread, where no file is at fault. */
    public static CancellationException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        var stopped = new CancellationException("interrupted");
        stopped.initCause(cause);
        return stopped;
    }
}
