package io.afos.model.message;

/**
 * What queues and exchanges are called at the broker; the same for API and workers.
 *
 * @param prefix first part of every name, so that installations can share a broker: 1 to 63 lower-case letters, digits,
 *     dots or hyphens
 */
public record QueueNames(String prefix) {

    public static final String EVENT = "event";
    public static final String DEAD = "dead";

    public QueueNames {
        if (!prefix.matches("[a-z0-9][a-z0-9.-]{0,62}")) {
            throw new IllegalArgumentException(
                    "afos.messaging.prefix must be 1 to 63 lower-case letters, digits, dots or hyphens, not " + prefix);
        }
    }

    /** The queue of {@link EvaluationTask}s on a data set, from which workers that can read it pull. */
    public String tasks(String dataset) {
        return prefix + ".tasks." + dataset;
    }

    /** The queue of {@link WorkerEvent}s. */
    public String events() {
        return prefix + ".events";
    }

    /** The queue of messages that nobody could read. */
    public String dead() {
        return prefix + ".dead";
    }

    /**
     * The direct exchange to which workers publish, and nowhere else: events with the routing key {@link #EVENT}, unreadable tasks
     * with {@link #DEAD}.
     */
    public String reports() {
        return prefix + ".reports";
    }

    /** The fan-out exchange by which {@link WorkerControl} reaches all workers. */
    public String control() {
        return prefix + ".control";
    }

    /** The queue by which one worker hears what is said to all. */
    public String control(String workerId) {
        return control() + "." + workerId;
    }
}
