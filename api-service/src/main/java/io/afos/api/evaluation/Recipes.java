package io.afos.api.evaluation;

import io.afos.model.recipe.Objective;
import io.afos.model.recipe.Recipe;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The recipes that are known. */
@Repository
@Transactional(readOnly = true)
public class Recipes {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Recipes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What the fitness of trainings under a recipe is computed from. */
    public Objective objective(String hash) {
        return jdbc.sql("select document::text from recipe where hash = :hash")
                .param("hash", hash)
                .query(String.class)
                .optional()
                .map(document -> json.readValue(document, Recipe.class).objective())
                .orElse(Objective.STANDARD);
    }
}
