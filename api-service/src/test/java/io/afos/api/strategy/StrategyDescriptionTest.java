package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.search.EndReason;
import io.afos.api.search.Replication;
import io.afos.api.search.StopRules;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

/** What forms learn of strategies and stop rules: the API's description has all of it, and the pages have no lists of their own. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library returns them
class StrategyDescriptionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path PAGES = Path.of("src", "main", "resources", "dashboard");

    private static final Map<String, Schema> SCHEMAS =
            ModelConverters.getInstance(true).readAll(Strategy.class);

    static Stream<Class<?>> strategies() {
        return Arrays.stream(Strategy.class.getPermittedSubclasses());
    }

    private static String name(Class<?> strategy) {
        return strategy.getAnnotation(JsonTypeName.class).value();
    }

    private static Strategy read(String json) {
        return JSON.readValue(json, Strategy.class);
    }

    private static Schema<?> schemaOf(Class<?> strategy) {
        String reference =
                SCHEMAS.get("Strategy").getDiscriminator().getMapping().get(name(strategy));
        return SCHEMAS.get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @Test
    void allStrategiesCanBeAskedForByTheirNames() {
        assertThat(SCHEMAS.get("Strategy").getDiscriminator().getMapping().keySet())
                .containsExactlyElementsOf(
                        strategies().map(StrategyDescriptionTest::name).toList());
        assertThat(SCHEMAS.get("Strategy").getOneOf())
                .hasSameSizeAs(strategies().toList());
        assertThat(SCHEMAS.get("Strategy").getExtensions())
                .containsEntry("x-default", Strategy.standard().name());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aStrategyIsNamedAndDescribed(Class<?> strategy) {
        assertThat(schemaOf(strategy).getTitle()).isNotBlank();
        assertThat(schemaOf(strategy).getDescription()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whatIsLeftOutHasTheDefaultOfTheDescription(Class<?> strategy) {
        Strategy left = read("{\"type\": \"%s\"}".formatted(name(strategy)));
        JsonNode stored = JSON.valueToTree(left.within(10));

        assertThat(left).isInstanceOf(strategy);
        Map<String, Schema> properties = schemaOf(strategy).getProperties();
        requireNonNullElse(properties, Map.<String, Schema>of()).forEach((field, schema) -> {
            if (schema.getType() != null && stored.has(field)) {
                assertDefaultAndRange(field, schema, stored.get(field));
            }
        });
    }

    private static void assertDefaultAndRange(String field, Schema<?> schema, JsonNode stored) {
        if (stored.isNumber()) {
            assertThat(schema.getDefault()).as(field).isNotNull();
            assertThat(stored.asDouble()).as(field).isEqualTo(Double.parseDouble(String.valueOf(schema.getDefault())));
            assertThat(schema.getMinimum()).as(field).isNotNull();
            assertThat(schema.getMaximum()).as(field).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whatIsStoredIsReadAgain(Class<?> strategy) {
        Strategy asked = read("{\"type\": \"%s\"}".formatted(name(strategy))).within(30);

        assertThat(read(JSON.writeValueAsString(asked))).isEqualTo(asked);
    }

    @Test
    void ashaIsStoredWithItsRungsAsEver() {
        Strategy asked = read("""
                {"type": "asha", "reduction": 3, "minEpochs": 2, "strategy": {"type": "random", "candidates": 7}}""");
        String stored = """
                {"type":"asha","reduction":3,"rungs":[2,6],"base":{"type":"random","candidates":7}}""";

        assertThat(JSON.readTree(JSON.writeValueAsString(asked.within(18)))).isEqualTo(JSON.readTree(stored));
        assertThat(read(stored)).isEqualTo(asked.within(18));
    }

    @Test
    void everyStopRuleIsNamedAndEndsSearchesByItsName() {
        Schema<?> rules =
                ModelConverters.getInstance(true).readAll(StopRules.class).get("StopRules");

        assertThat(rules.getProperties().keySet().stream().map(rule -> rule.toUpperCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(EndReason.values())
                        .filter(reason -> reason != EndReason.STRATEGY)
                        .map(EndReason::name)
                        .toList());
        rules.getProperties().forEach((rule, schema) -> {
            assertThat(schema.getTitle()).as(rule).isNotBlank();
            assertThat(schema.getDescription()).as(rule).isNotBlank();
            boolean hasItsObjectivesUnit = rule.equals("fitness");
            if (!hasItsObjectivesUnit) {
                assertThat(schema.getExtensions()).as(rule).containsKey("x-unit");
            }
        });
    }

    @Test
    void replicationHasTheDefaultsOfTheDescription() {
        Map<String, Schema> properties = ModelConverters.getInstance(true)
                .readAll(Replication.class)
                .get("Replication")
                .getProperties();

        JsonNode replication = JSON.valueToTree(Replication.requested(null));
        assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(replication.propertyNames());
        properties.forEach((field, schema) -> assertThat(schema.getDefault())
                .as(field)
                .isEqualTo(replication.get(field).asInt()));
    }

    @Test
    void thePagesNameNoStrategyAndNoEndReason() throws IOException {
        List<String> names = Stream.concat(
                        strategies().map(StrategyDescriptionTest::name),
                        Stream.of(EndReason.values())
                                .filter(reason -> reason != EndReason.FITNESS) // a metric of leaderboards too
                                .map(EndReason::name))
                .toList();
        try (Stream<Path> files = Files.walk(PAGES)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            assertThat(scripts).hasSizeGreaterThan(20);
            for (Path script : scripts) {
                if (script.endsWith("format.js")) {
                    continue;
                }
                String text = Files.readString(script);
                assertThat(names)
                        .as(script.toString())
                        .noneMatch(name -> text.contains("'" + name + "'") || text.contains(name + ": "));
            }
        }
    }
}
