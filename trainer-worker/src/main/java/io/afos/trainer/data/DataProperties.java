package io.afos.trainer.data;

import java.nio.file.Path;

/**
 * Where data sets are stored and how much space they may take.
 *
 * @param directory holds one directory per data set with the published files under their published names, users'
 *     folders in {@code folders}, and prepared images in {@code .ready}
 * @param downloads whether missing files may be downloaded from their official addresses
 * @param maxBytes the maximum unpacked size of a file
 * @param residentBytes a training whose images take more bytes than this streams them from disk instead of holding them
 *     in the device's memory
 * @param otherContent whether to train on files that differ from the published ones under the published name, even if
 *     the recipe does not name their content
 */
public record DataProperties(
        Path directory, boolean downloads, long maxBytes, long residentBytes, boolean otherContent) {

    public static final String FOLDERS = "folders";
    private static final long RESIDENT_BYTES = 256L << 20;

    public DataProperties(Path directory, boolean downloads, long maxBytes) {
        this(directory, downloads, maxBytes, RESIDENT_BYTES, false);
    }

    /** A copy with or without downloads. */
    public DataProperties downloading(boolean downloading) {
        return new DataProperties(directory, downloading, maxBytes, residentBytes, otherContent);
    }

    /** The directory of prepared images; may be deleted at any time. */
    public Path ready() {
        return directory.resolve(".ready");
    }
}
