package io.afos.trainer.data.prepared;

import io.afos.model.message.FolderFacts;
import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.UnfitRecipeException;
import io.afos.trainer.data.catalog.Catalog;
import io.afos.trainer.data.catalog.DatasetSource;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.image.ImageShape;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads data sets by name and caches the last one for consecutive trainings on the same data. */
public final class Datasets {

    private static final Logger log = LoggerFactory.getLogger(Datasets.class);

    private final DataProperties properties;
    private final Catalog catalog;
    private final Set<String> trusted =
            new HashSet<>(); // content that is the published one, or allowed by the settings
    private final FolderSurveys surveys = new FolderSurveys();
    private @Nullable Dataset last;

    public Datasets(DataProperties properties) {
        this(properties, new Catalog());
    }

    Datasets(DataProperties properties, Catalog catalog) {
        this.properties = properties;
        this.catalog = catalog;
    }

    /** A training whose images take more bytes than this streams them from disk. */
    public long residentBytes() {
        return properties.residentBytes();
    }

    /** The names of the published data sets that {@link #load} accepts. */
    public List<String> names() {
        return catalog.names();
    }

    /**
     * The names of the data sets that can be used for training now: on this machine, or {@link #fetchable}. Does not
     * read their content, so it is fast but does not notice damaged files.
     */
    public List<String> available() {
        return names((source, files) -> source.present(files) || source.fetchable(files));
    }

    /** The names of the data sets that are not on this machine but can be downloaded. */
    public List<String> fetchable() {
        return names(DatasetSource::fetchable);
    }

    private List<String> names(BiPredicate<DatasetSource, DataFiles> wanted) {
        var files = new DataFiles(properties, () -> {});
        return catalog.all(files).stream()
                .filter(source -> wanted.test(source, files))
                .map(DatasetSource::name)
                .toList();
    }

    /** Findings about the most recently loaded folders, at most {@value FolderSurveys#MOST}; empty if none was loaded. */
    public List<FolderFacts> surveyed() {
        return surveys.all();
    }

    /** Loads a data set at its standard size. */
    public Dataset load(String name, Runnable activity) {
        return load(new DataSpec(name, null, 1, null, 0), activity);
    }

    /**
     * Loads the data set of a recipe. Missing files are downloaded first, if allowed, and images are prepared if this
     * has not been done.
     *
     * @param activity called repeatedly while there is progress; may throw to cancel
     * @throws DatasetException if the name is unknown, a file is missing or damaged, or the content is not the required
     *     one: the published content, unless the recipe names another or the settings allow any
     */
    public synchronized Dataset load(DataSpec spec, Runnable activity) {
        DatasetSource source = source(spec.dataset());
        var files = new DataFiles(properties, activity);
        String fingerprint = source.fingerprint(files);
        requireContent(spec, fingerprint);
        if (spec.contentSha256() == null && !trusted.contains(fingerprint)) {
            requirePublished(source, files, fingerprint);
            trusted.add(fingerprint);
        }
        ImageShape shape = shape(source, spec.imageSize());
        if (last == null || !isSame(last, spec.dataset(), shape, fingerprint)) {
            last = null;
            last = new ReadyImages(files, surveys::read).of(source, shape, fingerprint);
        }
        return last;
    }

    private static ImageShape shape(DatasetSource source, @Nullable Integer size) {
        ImageShape standard = source.standardShape();
        return size == null ? standard : new ImageShape(standard.channels(), size, size);
    }

    private static boolean isSame(Dataset dataset, String name, ImageShape shape, String fingerprint) {
        return dataset.name().equals(name)
                && dataset.shape().equals(shape)
                && dataset.fingerprint().equals(fingerprint);
    }

    private static void requireContent(DataSpec spec, String fingerprint) {
        if (spec.contentSha256() != null && !spec.contentSha256().equals(fingerprint)) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s has content %s on this worker, but the recipe asks for %s (contentSha256):"
                            + " update this worker's files, or request the existing content",
                    spec.dataset(),
                    fingerprint,
                    spec.contentSha256()));
        }
    }

    /** Trainings with equal recipes share results, so a published name must mean the published content. */
    private void requirePublished(DatasetSource source, DataFiles files, String fingerprint) {
        Optional<String> deviation = source.deviation(files);
        if (deviation.isPresent() && !properties.otherContent()) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s on this worker differs from the published one: %s. Replace the file, or delete"
                            + " it to have it downloaded again. To train on the existing files, name their content in the"
                            + " recipe (contentSha256 %s), or start the worker with afos.worker.other-content=true",
                    source.name(),
                    deviation.get(),
                    fingerprint));
        }
        deviation.ifPresent(found -> log.warn(
                "data set {} differs from the published one: {}. It is used because of"
                        + " afos.worker.other-content=true; its results are not comparable with those of the published"
                        + " data set",
                source.name(),
                found));
    }

    private DatasetSource source(String name) {
        return catalog.find(name)
                .orElseThrow(() -> new UnfitRecipeException(String.format(
                        Locale.ROOT,
                        "data set %s is unknown to this worker; it knows %s",
                        name,
                        String.join(", ", names()))));
    }
}
