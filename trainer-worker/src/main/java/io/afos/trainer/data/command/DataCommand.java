package io.afos.trainer.data.command;

import io.afos.model.catalog.CatalogFile;
import io.afos.model.message.FolderFacts;
import io.afos.model.message.FolderFacts.Kind;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.catalog.Catalog;
import io.afos.trainer.data.catalog.DatasetSource;
import io.afos.trainer.data.catalog.Published;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.PublishedContent;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.prepared.Dataset;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.data.prepared.FolderSurvey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command {@code data}: downloads, verifies and transfers data sets before training. */
public final class DataCommand {

    /** Success. */
    public static final int DONE = 0;
    /** The command failed; the output says why. */
    public static final int FAILED = 1;
    /** The command was invalid. */
    public static final int MISUSED = 2;

    private static final String USAGE = """
        data list                       list the data sets and which of them are on this machine
        data fetch NAME...              download missing published files and verify them
        data verify [NAME...]           compare files with the published ones; for folders, show classes and content
        data prepare NAME... [--size=N] prepare images in advance, so that the first training starts sooner
        data pack FILE NAME...          pack data sets into one file for a machine without a network
        data unpack FILE                unpack such a file
        --afos.worker.data-directory=DIRECTORY sets the directory of the data sets\
        """;

    private final DataProperties properties;
    private final PrintStream out;
    private final Catalog catalog = new Catalog();
    private final DataFiles files;

    public DataCommand(DataProperties properties, PrintStream out) {
        this.properties = properties;
        this.out = out;
        this.files = files(false);
    }

    private DataFiles files(boolean downloads) {
        return new DataFiles(properties.downloading(downloads), () -> {});
    }

    /**
     * Executes a command.
     *
     * @param arguments verb, names and {@code --size}
     * @return the exit code
     */
    public int run(List<String> arguments) {
        String verb = arguments.isEmpty() ? "help" : arguments.get(0);
        List<String> names = arguments.stream()
                .skip(1)
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        try {
            switch (verb) {
                case "list" -> list();
                case "fetch" -> sources(names).forEach(this::fetch);
                case "verify" -> {
                    return verify(names);
                }
                case "prepare" -> sources(names).forEach(source -> prepare(source, size(arguments)));
                case "pack" -> pack(names);
                case "unpack" -> unpack(names);
                case "help" -> out.println(USAGE);
                default -> throw new Misuse(String.format(Locale.ROOT, "unknown command '%s'", verb));
            }
            return DONE;
        } catch (Misuse e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return MISUSED;
        } catch (DatasetException e) {
            out.println(e.getMessage());
            return FAILED;
        }
    }

    private static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    private List<DatasetSource> sources(List<String> names) {
        if (names.isEmpty()) {
            throw new Misuse("a name is missing");
        }
        return names.stream().map(this::source).toList();
    }

    private DatasetSource source(String name) {
        if (!DataSpec.isName(name)) {
            throw unknown(name);
        }
        return catalog.find(name).orElseThrow(() -> unknown(name));
    }

    private Misuse unknown(String name) {
        return new Misuse(String.format(
                Locale.ROOT,
                "unknown data set '%s'; known are %s and folder:NAME",
                name,
                String.join(", ", catalog.names())));
    }

    private void list() {
        out.println("data directory: " + files.directory(""));
        for (DatasetSource source : catalog.all(files)) {
            out.printf(Locale.ROOT, "%-22s %-14s %s%n", source.name(), state(source), source.standardShape());
        }
    }

    private String state(DatasetSource source) {
        if (source.present(files)) {
            return "here";
        }
        return source instanceof Published ? "not downloaded" : "not placed";
    }

    private void fetch(DatasetSource source) {
        List<Path> found = source.find(files(true));
        if (source instanceof Published published) {
            check(published, false);
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %s%n",
                    source.name(),
                    found.isEmpty() ? "ships with the worker" : "is on this machine");
        }
    }

    private int verify(List<String> names) {
        List<DatasetSource> wanted = names.isEmpty()
                ? catalog.all(files).stream()
                        .filter(source -> source.present(files))
                        .toList()
                : sources(names);
        boolean well = true;
        for (DatasetSource source : wanted) {
            well &= verify(source);
        }
        return well ? DONE : FAILED;
    }

    private boolean verify(DatasetSource source) {
        if (source instanceof Published published) {
            return check(published, true);
        }
        try {
            Listing listing = source.list(files);
            show(listing, FolderSurvey.of(source.name(), source.fingerprint(files), listing));
            return true;
        } catch (IOException | DatasetException e) {
            out.printf(Locale.ROOT, "%s: %s%n", source.name(), e.getMessage());
            return false;
        }
    }

    private void show(Listing listing, FolderFacts facts) {
        out.printf(Locale.ROOT, "%s: %d classes, content %s%n", facts.dataset(), facts.classCount(), facts.content());
        new TreeMap<>(listing.labels())
                .forEach((part, labels) -> out.printf(Locale.ROOT, "  %-10s %,d images%n", part, labels.length));
        out.printf(Locale.ROOT, "  %10s %10s %10s  class%n", "train", "validation", "test");
        facts.classes()
                .forEach(counts -> out.printf(
                        Locale.ROOT,
                        "  %,10d %,10d %,10d  %s%n",
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        counts.name()));
        if (facts.classCount() > facts.classes().size()) {
            out.printf(
                    Locale.ROOT,
                    "  and %,d more classes%n",
                    facts.classCount() - facts.classes().size());
        }
        facts.findings()
                .forEach(finding -> out.printf(
                        Locale.ROOT,
                        "  %s: %,d %s, such as %s%n",
                        finding.kind() == Kind.IGNORED ? "ignored" : "check this",
                        finding.count(),
                        finding.what(),
                        String.join("; ", finding.examples())));
    }

    /** Compares each file with the published one. */
    private boolean check(Published source, boolean again) {
        boolean well = true;
        for (CatalogFile file : source.facts().files()) {
            Path path = files.place(source.name(), file);
            if (!Files.exists(path)) {
                well = false;
                out.printf(Locale.ROOT, "%s: %s is missing%n", source.name(), path);
                continue;
            }
            try {
                PublishedContent.require(path, file, files.activity());
                out.printf(Locale.ROOT, "%s: %s is as published%n", source.name(), path);
            } catch (IOException e) {
                well = false;
                out.printf(Locale.ROOT, "%s: %s is not as published: %s%n", source.name(), path, e.getMessage());
            }
        }
        if (!well && !again) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "%s: delete the files that differ and fetch them again, unless the difference is intended",
                    source.name()));
        }
        return well;
    }

    private void prepare(DatasetSource source, @Nullable Integer size) {
        var spec = new DataSpec(source.name(), null, 1, null, 0, size, Augmentation.NONE, Normalization.UNIT, null);
        Dataset dataset = new Datasets(properties).load(spec, () -> {});
        out.printf(
                Locale.ROOT,
                "%s: %,d images of %s are ready, content %s%n",
                source.name(),
                dataset.train().count()
                        + (dataset.validation() == null
                                ? 0
                                : dataset.validation().count())
                        + dataset.test().count(),
                dataset.shape(),
                dataset.fingerprint());
    }

    private static @Nullable Integer size(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("--size="))
                .map(argument -> size(argument.substring("--size=".length())))
                .findFirst()
                .orElse(null);
    }

    private static Integer size(String text) {
        int size = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (size < DataSpec.MIN_IMAGE_SIZE || size > DataSpec.MAX_IMAGE_SIZE) {
            throw new Misuse(String.format(
                    Locale.ROOT, "--size must be between %d and %d", DataSpec.MIN_IMAGE_SIZE, DataSpec.MAX_IMAGE_SIZE));
        }
        return size;
    }

    private void pack(List<String> arguments) {
        if (arguments.size() < 2) {
            throw new Misuse("specify a file and at least one data set");
        }
        Path file = Path.of(arguments.get(0)).toAbsolutePath();
        List<Path> contents = new ArrayList<>();
        for (DatasetSource source : sources(arguments.subList(1, arguments.size()))) {
            contents.addAll(source.find(files));
        }
        try {
            new Pack(file, files).write(contents);
        } catch (IOException e) {
            throw new DatasetException(String.format(Locale.ROOT, "%s cannot be written: %s", file, e.getMessage()), e);
        }
        out.printf(Locale.ROOT, "%s holds %,d files%n", file, contents.size());
    }

    private void unpack(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Misuse("specify exactly one file");
        }
        Path file = Path.of(arguments.get(0)).toAbsolutePath();
        List<String> places = new ArrayList<>(catalog.names());
        places.add(DataProperties.FOLDERS);
        try {
            List<String> names = new Pack(file, files).unpack(places);
            out.printf(Locale.ROOT, "unpacked %,d files to %s%n", names.size(), files.directory(""));
        } catch (IOException e) {
            throw new DatasetException(
                    String.format(Locale.ROOT, "%s cannot be unpacked: %s", file, e.getMessage()), e);
        }
    }
}
