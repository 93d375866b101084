package io.afos.api.event;

import java.util.List;

/**
 * A live event.
 *
 * @param kind {@code job}, {@code candidate}, {@code evaluation} or {@code epoch}
 * @param jobs the ids of the jobs that it concerns
 * @param data a JSON object on one line
 */
public record Event(long id, String kind, List<Long> jobs, String data) {

    /** Whether a stream of these jobs includes the event; a stream without jobs includes all events. */
    boolean concerns(List<Long> wanted) {
        return wanted.isEmpty() || jobs.stream().anyMatch(wanted::contains);
    }
}
