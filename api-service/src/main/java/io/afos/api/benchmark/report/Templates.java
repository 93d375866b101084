package io.afos.api.benchmark.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The Mustache templates of this package. They escape every value and fail on an unknown name. */
final class Templates {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().strictSections(true).withLoader(Templates::open);

    private Templates() {}

    static Template compile(String name) {
        return COMPILER.loadTemplate(name);
    }

    private static Reader open(String name) {
        InputStream template =
                Objects.requireNonNull(Templates.class.getResourceAsStream(name + ".mustache"), "no template " + name);
        return new InputStreamReader(template, StandardCharsets.UTF_8);
    }
}
