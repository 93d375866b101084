package io.afos.trainer.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads data sets by name and keeps the last one in memory, for trainings that follow one another on the same data. */
public final class Datasets {

    private final DataSettings settings;
    private final List<DatasetSource> catalogue;
    private @Nullable Dataset last;

    public Datasets(DataSettings settings) {
        this(settings, Catalogue.ALL);
    }

    Datasets(DataSettings settings, List<DatasetSource> catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
    }

    /** The names that {@link #load} knows. */
    public List<String> names() {
        return catalogue.stream().map(DatasetSource::name).toList();
    }

    /** The names of those that are on this machine. */
    public List<String> present() {
        var files = new DataFiles(settings, () -> {});
        return catalogue.stream()
                .filter(source -> files.has(source.name(), source.files()))
                .map(DatasetSource::name)
                .toList();
    }

    /**
     * Loads a data set, fetching its files first where they are missing and downloads are allowed.
     *
     * @param activity called again and again while a download makes progress; may throw to give it up
     * @throws DatasetException if there is none of that name, a file is missing or damaged
     */
    public synchronized Dataset load(String name, Runnable activity) {
        if (last == null || !last.name().equals(name)) {
            last = null;
            last = source(name).load(new DataFiles(settings, activity));
        }
        return last;
    }

    private DatasetSource source(String name) {
        return catalogue.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DatasetException("data set %s is not known to this worker; it knows %s"
                        .formatted(name, String.join(", ", names()))));
    }
}
