package io.afos.api.search.archive;

import io.afos.api.search.SearchSpecification;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads an archive to its end before anything of it is stored. */
final class ArchiveValidation {

    private final ArchiveReader in;

    ArchiveValidation(ArchiveReader in) {
        this.in = in;
    }

    /**
     * Validates the first line.
     *
     * @param network takes over the uploaded network of the recipe, which the specification needs
     * @param possible throws an exception for a specification that could not have been submitted
     */
    ArchiveLine.Header header(Consumer<ArchiveLine.Header> network, Consumer<SearchSpecification> possible)
            throws IOException {
        if (!(in.next() instanceof ArchiveLine.Header header)) {
            throw in.refused("must be the header of an archive");
        }
        in.check(() -> ArchiveChecks.header(header));
        in.check(() -> network.accept(header));
        in.check(() -> possible.accept(header.specification()));
        return header;
    }

    /** Validates all lines after the header. */
    ArchiveIndex contents(ArchiveLine.Header header) throws IOException {
        var contents = new ArchiveIndex(header);
        FormerArchive former = FormerArchive.of(header);
        ArchiveLine line = in.next(former);
        while (!(line instanceof ArchiveLine.End end)) {
            take(contents, line);
            line = in.next(former);
        }
        in.check(() -> ArchiveChecks.counts(end, contents));
        in.requireEnd();
        return contents;
    }

    private void take(ArchiveIndex contents, ArchiveLine line) {
        if (line instanceof ArchiveLine.Evaluation evaluation) {
            take(contents, evaluation);
        } else if (line instanceof ArchiveLine.Baseline baseline) {
            requireBeforeReplications(contents);
            in.check(() -> ArchiveChecks.baseline(baseline, contents));
            contents.addBaseline(baseline);
        } else if (line instanceof ArchiveLine.Candidate candidate) {
            requireBeforeReplications(contents);
            in.check(() -> ArchiveChecks.candidate(candidate, contents));
            contents.addCandidate(candidate);
        } else if (line instanceof ArchiveLine.Replication replication) {
            in.check(() -> ArchiveChecks.replication(replication, contents));
            if (!contents.addReplication(replication)) {
                throw in.refused("there is already a replication of this function with this seed");
            }
        } else {
            throw in.refused("must not be a second header");
        }
    }

    private void take(ArchiveIndex contents, ArchiveLine.Evaluation line) {
        in.check(() -> ArchiveChecks.evaluation(line, contents));
        if (contents.candidates() + contents.baselines() + contents.replications() > 0) {
            throw in.refused("evaluations must come before baselines, candidates and replications");
        }
        if (contents.trainings() >= ArchiveChecks.mostEvaluations(contents.specification())) {
            throw in.refused("there are more evaluations than the search can have");
        }
        if (!contents.addTraining(line.key(contents.specification()), line.evaluation())) {
            throw in.refused("there is already an evaluation of this function with these epochs and this seed");
        }
    }

    private void requireBeforeReplications(ArchiveIndex contents) {
        if (contents.replications() > 0) {
            throw in.refused("baselines and candidates must come before replications");
        }
    }
}
