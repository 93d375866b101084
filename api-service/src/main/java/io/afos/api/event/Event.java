package io.afos.api.event;

import java.util.List;

/**
 * Something that happened.
 *
 * @param kind {@code job}, {@code candidate}, {@code evaluation} or {@code epoch}
 * @param jobs the jobs that it concerns
 * @param data a JSON object in one line
 */
public record Event(long id, String kind, List<Long> jobs, String data) {

    /** Whether a stream of these jobs tells it; a stream of none in particular tells everything. */
    boolean concerns(List<Long> wanted) {
        return wanted.isEmpty() || jobs.stream().anyMatch(wanted::contains);
    }
}
