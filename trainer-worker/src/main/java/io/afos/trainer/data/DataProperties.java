package io.afos.trainer.data;

import java.nio.file.Path;

/**
 * Where data sets are kept and how much room they may take.
 *
 * @param directory holds one directory a data set, which holds the published files under their published names; users'
 *     folders in {@code folders}, and images ready for training in {@code .ready}
 * @param downloads whether a missing file may be fetched from its official address
 * @param maxBytes the most bytes that one file may unpack to
 * @param residentBytes images of a training that take more bytes than this together are streamed from disk instead of being
 *     held in the device's memory
 * @param otherContent whether files that are not the published ones are trained on under the published name, although recipes
 *     do not name their content
 */
public record DataProperties(
        Path directory, boolean downloads, long maxBytes, long residentBytes, boolean otherContent) {

    public static final String FOLDERS = "folders";
    private static final long RESIDENT_BYTES = 256L << 20;

    public DataProperties(Path directory, boolean downloads, long maxBytes) {
        this(directory, downloads, maxBytes, RESIDENT_BYTES, false);
    }

    /** The same, with or without downloads. */
    public DataProperties downloading(boolean downloading) {
        return new DataProperties(directory, downloading, maxBytes, residentBytes, otherContent);
    }

    /** Where images ready for training are kept; may be deleted at any time. */
    public Path ready() {
        return directory.resolve(".ready");
    }
}
