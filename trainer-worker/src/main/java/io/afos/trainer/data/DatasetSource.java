package io.afos.trainer.data;

import java.util.List;

/** An entry of the catalogue of data sets. */
interface DatasetSource {

    /** The name by which recipes ask for it. */
    String name();

    /** The files it is read from; none if it ships with the worker. */
    List<RemoteFile> files();

    /**
     * Reads all of its images.
     *
     * @throws DatasetException if a file is missing, cannot be fetched or is damaged
     */
    Dataset load(DataFiles files);
}
