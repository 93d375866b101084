package io.afos.api.activation;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivations;
import io.afos.model.export.Note;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells where an activation function comes from and what is known of it. */
@Component
public class Provenance {

    private static final String RECIPES = """
            select e.recipe_hash, r.document::text as document, count(*) as trainings, avg(e.fitness) as fitness,
                   avg(e.accuracy) as accuracy, string_agg(e.seed::text, ', ' order by e.seed) as seeds
            from (select *, bool_or(not superseded) over (partition by recipe_hash) as replicated
                  from (select * from evaluation where fingerprint = :fingerprint and state = 'SUCCEEDED'
                        order by id limit 1000) trained) e
            join recipe r on r.hash = e.recipe_hash
            where not (e.superseded and e.replicated)
            group by e.recipe_hash, r.document
            order by trainings desc, fitness desc
            limit 5
            """;

    private static final String SEARCHES = """
            select j.id, j.name, min(c.ordinal) as ordinal, max(c.fitness) as fitness
            from (select * from candidate where fingerprint = :fingerprint and state = 'SCORED' limit 1000) c
            join job j on j.id = c.search_id
            group by j.id, j.name
            order by fitness desc nulls last, j.id
            limit 5
            """;

    private final JdbcClient jdbc;
    private final String version;

    Provenance(JdbcClient jdbc, @Value("${afos.version}") String version) {
        this.jdbc = jdbc;
        this.version = version;
    }

    /** Notes for an export: searches and recipes, five of each at most. */
    public List<Note> of(Fingerprint fingerprint) {
        var notes = new ArrayList<Note>();
        notes.add(new Note("exported by", "AFOS " + version));
        notes.add(new Note("fingerprint", fingerprint.value()));
        NamedActivations.find(fingerprint).ifPresent(named -> {
            notes.add(new Note("name", named.title()));
            notes.add(new Note("source", named.source()));
        });
        notes.addAll(jdbc.sql(SEARCHES)
                .param("fingerprint", fingerprint.value())
                .query((row, n) -> search(row))
                .list());
        jdbc.sql(RECIPES)
                .param("fingerprint", fingerprint.value())
                .query((row, n) -> recipe(row))
                .list()
                .forEach(notes::addAll);
        return notes;
    }

    private static Note search(ResultSet row) throws SQLException {
        return new Note(
                "search " + row.getLong("id"),
                String.format(
                        Locale.ROOT,
                        "candidate %d, fitness %s, of \"%s\"",
                        row.getInt("ordinal"),
                        row.getDouble("fitness"),
                        row.getString("name")));
    }

    private static List<Note> recipe(ResultSet row) throws SQLException {
        String recipe = "recipe " + row.getString("recipe_hash");
        Double accuracy = row.getObject("accuracy", Double.class);
        return List.of(
                new Note(
                        recipe,
                        String.format(
                                Locale.ROOT,
                                "mean fitness %s, %sseeds %s",
                                row.getDouble("fitness"),
                                accuracy == null ? "" : "mean accuracy " + accuracy + ", ",
                                row.getString("seeds"))),
                new Note(recipe, row.getString("document")));
    }
}
