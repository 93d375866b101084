package io.afos.api.standalone;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of new files and directories that other accounts must not access. */
final class OwnerOnly {

    private OwnerOnly() {}

    static FileAttribute<?>[] file() {
        return permissions("rw-------");
    }

    static FileAttribute<?>[] directory() {
        return permissions("rwx------");
    }

    /** Empty on file systems without such permissions; there the permissions of the home directory are inherited. */
    private static FileAttribute<?>[] permissions(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
