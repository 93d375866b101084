package io.afos.api.search.archive;

import io.afos.api.problem.InvalidRequest;

/** A file is not an archive of a search, or one that cannot be. */
final class ArchiveRefused extends InvalidRequest {

    private static final long serialVersionUID = 1;

    ArchiveRefused(int line, String reason) {
        super("line " + line, reason);
    }
}
