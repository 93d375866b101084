package io.afos.api.search.archive;

import io.afos.api.problem.InvalidRequest;

/** The file is not an archive of a search, or it contradicts itself. */
final class ArchiveRefused extends InvalidRequest {

    private static final long serialVersionUID = 1;

    ArchiveRefused(int line, String reason) {
        super("line " + line, reason);
    }
}
