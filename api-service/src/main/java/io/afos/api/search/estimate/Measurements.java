package io.afos.api.search.estimate;

import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.ImageRecipe;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Durations of trainings in this installation. Imported trainings are excluded, because they ran on other machines. */
@Component
class Measurements {

    private static final String DONE_HERE = "state = 'SUCCEEDED' and worker_id not like 'imported %'";

    private final JdbcClient jdbc;

    Measurements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest 200 trainings under a recipe. */
    Measured of(String recipeHash) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        select count(*) as trainings, coalesce(sum(epochs), 0) as epochs, coalesce(sum(seconds), 0) as seconds
                        from (select epochs, seconds from evaluation
                              where recipe_hash = :recipe and %s
                              order by finished_at desc limit 200) latest
                        where epochs > 0 and seconds > 0""", DONE_HERE))
                .param("recipe", recipeHash)
                .query(Measured.class)
                .single();
    }

    /** The speed at which images pass through a network. */
    record Speed(int trainings, @Nullable Double secondsPerImage) {}

    /** The latest trainings of the same network on the same data set with the same image size. */
    Speed ofNetwork(ImageRecipe recipe) {
        Architecture network = recipe.architecture();
        Architecture.Form form = network.form();
        Integer size = recipe.data().imageSize();
        int standard = CatalogDataset.find(recipe.data().dataset())
                .map(CatalogDataset::width)
                .orElse(CatalogDataset.FOLDER_IMAGE_SIZE);
        return jdbc.sql(String.format(Locale.ROOT, """
                        select count(*) as trainings, avg(1 / e.images_per_second) as seconds_per_image
                        from (select hash from recipe
                              where dataset = :dataset and architecture = :network
                                and cast(document #>> '{architecture,width}' as double precision) = :width
                                and coalesce(document #>> '{architecture,depth}', 'FULL') = :depth
                                and coalesce(document #>> '{architecture,form}', '') = :form
                                and coalesce(cast(document #>> '{data,imageSize}' as integer), :standard) = :size
                              order by created_at desc limit 50) r
                        cross join lateral (
                            select images_per_second from evaluation
                            where recipe_hash = r.hash and %s
                            order by finished_at desc limit 20) e
                        where e.images_per_second > 0""", DONE_HERE))
                .param("dataset", recipe.data().dataset())
                .param("network", network.name())
                .param("width", network.width())
                .param("depth", network.depth().name())
                .param("form", form == null ? "" : form.name())
                .param("standard", standard)
                .param("size", size == null ? standard : size)
                .query(Speed.class)
                .single();
    }

    /** How many of these functions have been trained. */
    long countTrained(Collection<String> fingerprints, String recipeHash, long seed) {
        if (fingerprints.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        select count(*) from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed
                          and state = 'SUCCEEDED'""")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .query(Long.class)
                .single();
    }
}
