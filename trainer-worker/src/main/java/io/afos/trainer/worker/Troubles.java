package io.afos.trainer.worker;

import io.afos.model.message.WorkerEvent.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data sets for which this worker takes no tasks for a while, because it could not train on them: different
 * content, a damaged file, too little space or memory. Otherwise it would drain their queues faster than the other
 * workers train.
 */
final class Troubles {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Pause> pauses = new TreeMap<>();

    Troubles(Clock clock) {
        this.clock = clock;
    }

    private record Pause(Trouble trouble, Duration length, Instant end) {}

    /** Pauses a data set, for twice as long as before if the last training on it failed too. */
    synchronized void note(String dataset, String reason) {
        Pause before = pauses.get(dataset);
        Duration length = before == null ? FIRST_PAUSE : before.length().multipliedBy(2);
        Duration bounded = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
        pauses.put(
                dataset,
                new Pause(new Trouble(dataset, reason), bounded, clock.instant().plus(bounded)));
    }

    /** A training on the data set succeeded. */
    synchronized void clear(String dataset) {
        pauses.remove(dataset);
    }

    /** The data sets for which tasks may be taken. */
    synchronized List<String> without(List<String> datasets) {
        Instant now = clock.instant();
        return datasets.stream()
                .filter(dataset -> {
                    Pause pause = pauses.get(dataset);
                    return pause == null || !now.isBefore(pause.end());
                })
                .toList();
    }

    /** The current problems. */
    synchronized List<Trouble> current() {
        Instant now = clock.instant();
        return pauses.values().stream()
                .filter(pause -> now.isBefore(pause.end()))
                .map(Pause::trouble)
                .toList();
    }
}
