package io.afos.api.benchmark.report;

import io.afos.api.benchmark.Setting;
import io.afos.model.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipes of a report: the fields that all contexts share, and the differing fields of each context. */
record RecipeTable(List<Member> common, List<String> differing, List<Row> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ABSENT = "none";

    record Member(String name, String value) {}

    /** @param values of the fields that differ, in their order */
    record Row(String context, List<String> values, String hash) {}

    static RecipeTable of(List<Setting> settings) {
        List<Map<String, String>> recipes =
                settings.stream().map(setting -> members(setting.recipe())).toList();
        Map<Boolean, List<String>> names = recipes.stream()
                .flatMap(recipe -> recipe.keySet().stream())
                .distinct()
                .collect(Collectors.partitioningBy(name -> recipes.stream()
                                .map(recipe -> value(recipe, name))
                                .distinct()
                                .count()
                        == 1));
        List<String> differing = names.get(false);
        return new RecipeTable(
                names.get(true).stream()
                        .map(name -> new Member(name, value(recipes.get(0), name)))
                        .toList(),
                differing,
                settings.stream().map(setting -> row(setting, differing)).toList());
    }

    private static Row row(Setting setting, List<String> differing) {
        Map<String, String> members = members(setting.recipe());
        return new Row(
                setting.label(),
                differing.stream().map(name -> value(members, name)).toList(),
                setting.recipe().hash());
    }

    private static String value(Map<String, String> recipe, String name) {
        return recipe.getOrDefault(name, ABSENT);
    }

    /** Values by path, such as {@code optimizer.learningRate}. */
    private static Map<String, String> members(Recipe recipe) {
        var members = new LinkedHashMap<String, String>();
        collect("", JSON.valueToTree(recipe), members);
        return members;
    }

    private static void collect(String path, JsonNode node, Map<String, String> members) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            member.getValue(),
                            members));
        } else if (!node.isNull()) {
            members.put(path, node.asString());
        }
    }
}
