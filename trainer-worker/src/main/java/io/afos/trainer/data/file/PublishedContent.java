package io.afos.trainer.data.file;

import io.afos.model.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Checks whether a file is, byte for byte, the published one. */
public final class PublishedContent {

    private PublishedContent() {}

    /** @throws IOException if it is not; the message gives the actual and the expected checksum */
    public static void require(Path path, CatalogFile published, Runnable activity) throws IOException {
        if (published.sha256() != null) {
            require("SHA-256", Digests.sha256(path, activity), published.sha256());
        } else if (published.md5() != null) {
            require("MD5", Digests.md5(path, activity), published.md5());
        }
    }

    private static void require(String algorithm, String found, String expected) throws IOException {
        if (!found.equals(expected)) {
            throw new IOException(String.format(Locale.ROOT, "%s %s, expected %s", algorithm, found, expected));
        }
    }
}
