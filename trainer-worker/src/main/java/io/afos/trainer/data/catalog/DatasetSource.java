package io.afos.trainer.data.catalog;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The source of a data set. */
public interface DatasetSource {

    /** The name used in recipes. */
    String name();

    /** The number of channels, and the image size for recipes that do not specify one. */
    ImageShape standardShape();

    /** Whether an image mirrored left to right shows the same class. */
    boolean mirrored();

    /** Whether all of its files are on this machine; does not read their content. */
    boolean present(DataFiles files);

    /** Whether it is not on this machine but can be downloaded. */
    default boolean fetchable(DataFiles files) {
        return false;
    }

    /** Whether reading it takes no longer than reading its prepared images, at the standard size. */
    default boolean instant() {
        return false;
    }

    /** The directory of its files, relative to the data directory. */
    String place();

    /**
     * The files of the data set; empty if it is bundled with the worker. Missing files are downloaded first, if
     * allowed.
     *
     * @throws DatasetException if a file is missing and cannot be downloaded
     */
    List<Path> find(DataFiles files);

    /**
     * Identity of the content. Missing files are downloaded first, if allowed.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws DatasetException if a file is missing and cannot be downloaded
     */
    default String fingerprint(DataFiles files) {
        return files.fingerprint(name(), files.directory(place()), find(files));
    }

    /** How its files differ from the published ones; empty if they do not, or none are published. */
    default Optional<String> deviation(DataFiles files) {
        return Optional.empty();
    }

    /**
     * Lists the images of the data set.
     *
     * @throws DatasetException if a file is missing or damaged; the message names it
     */
    Listing list(DataFiles files) throws IOException;
}
