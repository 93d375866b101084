package io.afos.trainer.data.catalog;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a data set is read from. */
public interface DatasetSource {

    /** The name by which recipes ask for it. */
    String name();

    /** Channels, and the size to which images are brought where a recipe does not say. */
    ImageShape standardShape();

    /** Whether an image mirrored left to right shows the same class. */
    boolean mirrored();

    /** Whether all of its files are on this machine; looks at no content. */
    boolean present(DataFiles files);

    /** Whether it is not on this machine, but may be fetched. */
    default boolean fetchable(DataFiles files) {
        return false;
    }

    /** Whether reading it takes no longer than reading what was made of it before, at the standard size. */
    default boolean instant() {
        return false;
    }

    /** The directory that its files lie in, relative to the data directory. */
    String place();

    /**
     * The files that it is read from, which are fetched first where they are missing and that is allowed; none if it ships with
     * the worker.
     *
     * @throws DatasetException if a file is missing and cannot be fetched
     */
    List<Path> find(DataFiles files);

    /**
     * Identity of the content, for which missing files are fetched first.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws DatasetException if a file is missing and cannot be fetched
     */
    default String fingerprint(DataFiles files) {
        return files.fingerprint(name(), files.directory(place()), find(files));
    }

    /** What tells its files from the published ones; empty if nothing does, or none are published. */
    default Optional<String> deviation(DataFiles files) {
        return Optional.empty();
    }

    /**
     * Looks through the files.
     *
     * @throws DatasetException if a file is missing or damaged; the message names it
     */
    Listing list(DataFiles files) throws IOException;
}
