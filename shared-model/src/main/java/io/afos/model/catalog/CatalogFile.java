package io.afos.model.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A file as the publisher of a data set offers it.
 *
 * @param name its name
 * @param address where to fetch it
 * @param bytes its size
 * @param sha256 its SHA-256 in lower-case hexadecimal digits, if that is known
 * @param md5 its MD5, where no SHA-256 is known
 * @param contentMd5 the MD5 of what it unpacks to, where published
 */
public record CatalogFile(
        String name,
        String address,
        long bytes,
        @Nullable String sha256,
        @Nullable String md5,
        @Nullable String contentMd5) {

    static CatalogFile sha256(String base, String name, long bytes, String sha256) {
        return new CatalogFile(name, base + name, bytes, sha256, null, null);
    }

    static CatalogFile sha256(String base, String name, long bytes, String sha256, String contentMd5) {
        return new CatalogFile(name, base + name, bytes, sha256, null, contentMd5);
    }

    static CatalogFile md5(String base, String name, long bytes, String md5) {
        return new CatalogFile(name, base + name, bytes, null, md5, null);
    }
}
