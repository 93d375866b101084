package io.afos.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the files of data sets in the data directory, fetching what is missing where that is allowed. */
final class DataFiles {

    private static final Logger log = LoggerFactory.getLogger(DataFiles.class);

    private final DataSettings settings;
    private final Runnable activity;

    /** @param activity called again and again while a download makes progress; may throw to give it up */
    DataFiles(DataSettings settings, Runnable activity) {
        this.settings = settings;
        this.activity = activity;
    }

    long maxBytes() {
        return settings.maxBytes();
    }

    /** Whether every file is on this machine. */
    boolean has(String dataset, List<RemoteFile> files) {
        return files.stream().allMatch(file -> Files.isRegularFile(place(dataset, file)));
    }

    private Path place(String dataset, RemoteFile file) {
        return settings.directory().resolve(dataset).resolve(file.name()).toAbsolutePath();
    }

    /** The file, on this machine. */
    Path find(String dataset, RemoteFile file) {
        Path path = place(dataset, file);
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (!settings.downloads()) {
            throw new DatasetException(
                    "data set %s: file %s is missing. Place the file from %s there, or allow downloads with afos.worker.downloads=true"
                            .formatted(dataset, path, file.address()));
        }
        try {
            new Download(file, path, activity).run();
            return path;
        } catch (IOException e) {
            throw new DatasetException(
                    "data set %s: file %s is missing and could not be fetched from %s (%s). Place it there by hand, or try again with a network"
                            .formatted(dataset, path, file.address(), e),
                    e);
        }
    }

    /** Whether the file is, byte for byte, the published one. */
    boolean isOfficial(Path path, RemoteFile file) {
        try {
            return Digests.sha256(path).equals(file.sha256());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    void warnOfOtherContent(Path path, RemoteFile file) {
        log.warn(
                "{} is not the published file (SHA-256 {} expected). Its content is well-formed and is used; figures are not comparable with those from the official data set",
                path,
                file.sha256());
    }

    static DatasetException unreadable(Path path, IOException cause) {
        return new DatasetException("file %s cannot be read: %s".formatted(path, cause), cause);
    }

    static DatasetException damaged(Path path, String found, String expected) {
        return new DatasetException(
                "file %s is damaged: %s, expected %s. Replace it, or delete it to have it fetched again"
                        .formatted(path, found, expected));
    }
}
