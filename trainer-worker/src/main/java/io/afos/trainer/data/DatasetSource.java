package io.afos.trainer.data;

/** An entry of the catalogue of data sets. */
interface DatasetSource {

    /** The name by which recipes ask for it. */
    String name();

    /**
     * Reads all of its images.
     *
     * @throws DatasetException if a file is missing, cannot be fetched or is damaged
     */
    Dataset load(DataFiles files);
}
