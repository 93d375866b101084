package io.afos.model.recipe;

import io.afos.model.recipe.Objective.Direction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExternalRecipeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ExternalRecipe recipe(Map<String, Object> settings) {
        return new ExternalRecipe("leaves", "v1", new TreeMap<>(settings), 4, Objective.STANDARD, null);
    }

    private static ExternalRecipe after(Objective objective) {
        return new ExternalRecipe("leaves", "v1", new TreeMap<>(), 4, objective, null);
    }

    @Test
    void staysTheSameAsJson() {
        for (Recipe recipe : List.of(
                recipe(Map.of("lr", 0.1, "size", 64, "flip", true, "optimizer", "sgd", "tiny", 1e-300, "huge", 1e300)),
                after(new Objective.Accuracy()),
                after(new Objective.Score("latency (ms)", Direction.MINIMIZE, 40)),
                recipe(Map.of()).shortened(2))) {
            Recipe read = JSON.readValue(JSON.writeValueAsString(recipe), Recipe.class);

            assertThat(read).isEqualTo(recipe);
            assertThat(read.hash()).isEqualTo(recipe.hash());
        }
    }

    @Test
    void aNumberCountsByItsValue() {
        String hash = recipe(Map.of("n", 1)).hash();

        assertThat(List.of(1L, 1.0, 1f, new BigDecimal("1.00")))
                .allSatisfy(same -> assertThat(recipe(Map.of("n", same)).hash()).isEqualTo(hash));
        assertThat(List.of("1", true, 1.5))
                .allSatisfy(
                        other -> assertThat(recipe(Map.of("n", other)).hash()).isNotEqualTo(hash));
    }

    @Test
    void everyFieldIsPartOfTheIdentity() {
        assertThat(List.of(
                                recipe(Map.of()),
                                recipe(Map.of()).shortened(3),
                                recipe(Map.of("a", 1)),
                                after(new Objective.Accuracy()),
                                after(new Objective.Score("F1", Direction.MAXIMIZE, 0)),
                                after(new Objective.Score("F1", Direction.MINIMIZE, 0)),
                                after(new Objective.Score("F1", Direction.MAXIMIZE, 1)),
                                after(new Objective.Score("mAP", Direction.MAXIMIZE, 0)),
                                new ExternalRecipe("leaves", "v2", new TreeMap<>(), 4, Objective.STANDARD, null),
                                new ExternalRecipe("trees", "v1", new TreeMap<>(), 4, Objective.STANDARD, null),
                                new ExternalRecipe(
                                        "leaves", "v1", new TreeMap<>(), 4, Objective.STANDARD, new Screening(1, 0.5)))
                        .stream()
                        .map(Recipe::hash)
                        .distinct())
                .hasSize(11);
    }

    @Test
    void itsHashNeverChanges() {
        assertThat(recipe(Map.of("lr", 0.1)).canonicalText()).isEqualTo("""
                external=leaves
                version=v1
                setting.lr=0.1
                epochs=4
                objective=accuracy_per_loss
                screening=none""");
    }

    @Test
    void refusesWhatIsNoSetting() {
        for (Object value : List.of(List.of(), Map.of(), Double.NaN, "x".repeat(257), "a\nb")) {
            assertThatThrownBy(() -> recipe(Map.of("a", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("settings.a");
        }
        assertThatThrownBy(() -> recipe(Map.of("a b", 1))).hasMessageContaining("settings");
    }

    @Test
    void aScoreHasNoScreening() {
        assertThatThrownBy(() -> new ExternalRecipe(
                        "leaves",
                        "v1",
                        new TreeMap<>(),
                        4,
                        new Objective.Score("F1", Direction.MAXIMIZE, 0),
                        new Screening(1, 0.5)))
                .hasMessageContaining("screening");
    }
}
