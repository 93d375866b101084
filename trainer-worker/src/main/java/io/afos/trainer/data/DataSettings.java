package io.afos.trainer.data;

import java.nio.file.Path;

/**
 * Where data sets are kept.
 *
 * @param directory holds one directory a data set, which holds the published files under their published names
 * @param downloads whether a missing file may be fetched from its official address
 * @param maxBytes the most bytes that one file may unpack to
 */
public record DataSettings(Path directory, boolean downloads, long maxBytes) {}
