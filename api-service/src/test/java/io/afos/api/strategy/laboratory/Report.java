package io.afos.api.strategy.laboratory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A page of results among the docs. */
final class Report {

    static final Path DIRECTORY = Path.of("..", "docs", "strategies");

    private final StringBuilder text = new StringBuilder();

    /** @param by the class that writes it */
    Report(String title, Class<?> by) {
        line("# %s", title);
        line("");
        line("Written by `%s`; what they say stands in [strategies](../strategies.md).", by.getSimpleName());
        line("");
    }

    void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void write(String file) throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(DIRECTORY.resolve(file), text);
        System.out.println(text);
    }
}
