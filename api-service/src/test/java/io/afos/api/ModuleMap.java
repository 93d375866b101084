package io.afos.api;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The modules of the service as Markdown: a diagram of who uses whom, and what each is for. */
final class ModuleMap {

    private static final Path SOURCES = Path.of("src/main/java");

    private ModuleMap() {}

    static String draw(ApplicationModules modules) {
        SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
        modules.stream()
                .forEach(module -> uses.put(
                        name(module),
                        module.getDirectDependencies(modules)
                                .uniqueModules()
                                .map(ModuleMap::name)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return diagram(uses) + table(modules, uses);
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    /** Arrows that follow from others are left out. */
    private static String diagram(Map<String, SortedSet<String>> uses) {
        var diagram = new StringBuilder("\n```mermaid\nflowchart LR\n");
        uses.forEach((user, used) -> used.stream()
                .filter(module -> used.stream().noneMatch(other -> reaches(uses, other, module)))
                .forEach(module -> diagram.append("    %s --> %s%n".formatted(user, module))));
        return diagram.append("```\n\n").toString();
    }

    private static boolean reaches(Map<String, SortedSet<String>> uses, String from, String to) {
        return uses.get(from).stream().anyMatch(next -> next.equals(to) || reaches(uses, next, to));
    }

    private static String table(ApplicationModules modules, Map<String, SortedSet<String>> uses) {
        var table =
                new StringBuilder("| module | what it is for | rooms | uses | listens to |\n|---|---|---|---|---|\n");
        modules.stream().sorted(Comparator.comparing(ModuleMap::name)).forEach(module -> {
            String base = module.getBasePackage().getName();
            table.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            name(module),
                            purpose(base),
                            listed(rooms(base)),
                            listed(uses.get(name(module)).stream()),
                            listed(module.getEventsListenedTo(modules).stream()
                                    .map(ModuleMap::nameInPackage)
                                    .filter(event -> !event.startsWith("Application"))
                                    .distinct()
                                    .sorted())));
        });
        return table.append('\n').toString();
    }

    private static String nameInPackage(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static String listed(Stream<String> names) {
        return names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static Stream<String> rooms(String module) {
        Path root = SOURCES.resolve(module.replace('.', '/'));
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.endsWith("package-info.java"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(room -> !room.isEmpty())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the package says of itself. */
    private static String purpose(String module) {
        try {
            String source =
                    Files.readString(SOURCES.resolve(module.replace('.', '/')).resolve("package-info.java"));
            return source.substring(source.indexOf("/**") + 3, source.indexOf("*/"))
                    .replaceAll("\\{@code (.*?)}", "`$1`")
                    .replaceAll("\\s*\\n \\* ?", " ")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
