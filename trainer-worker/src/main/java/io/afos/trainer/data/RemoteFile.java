package io.afos.trainer.data;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file as its publisher offers it.
 *
 * @param address where to fetch it
 * @param bytes its size
 * @param sha256 its SHA-256, in lower-case hexadecimal digits
 * @param contentMd5 the MD5 of what it unpacks to, where published
 */
record RemoteFile(
        String name,
        URI address,
        long bytes,
        String sha256,
        @Nullable String contentMd5) {

    static RemoteFile of(String base, String name, long bytes, String sha256, @Nullable String contentMd5) {
        return new RemoteFile(name, URI.create(base + name), bytes, sha256, contentMd5);
    }
}
