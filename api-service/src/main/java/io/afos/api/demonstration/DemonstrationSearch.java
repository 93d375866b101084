package io.afos.api.demonstration;

import io.afos.api.job.Jobs;
import io.afos.api.job.Submission;
import io.afos.api.search.Replication;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.Submissions;
import io.afos.api.strategy.AfosStrategy;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Screening;
import io.afos.model.space.Preset;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A search small enough for minutes on two cores, submitted when the database is empty. */
@Component
@Profile("standalone")
class DemonstrationSearch {

    private final Jobs jobs;
    private final Submissions submissions;
    private final boolean wanted;

    DemonstrationSearch(
            Jobs jobs, Submissions submissions, @Value("${afos.standalone.demonstration:true}") boolean wanted) {
        this.jobs = jobs;
        this.submissions = submissions;
        this.wanted = wanted;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(1)
    void submitToEmptyDatabase() {
        if (wanted && jobs.count() == 0) {
            submissions.submit("demonstration", 0, Submission.of(null, "demonstration"), specification());
        }
    }

    static SearchSpecification specification() {
        var recipe = new ImageRecipe(
                new DataSpec("fashion-mnist-mini", 3_000, 1_000, null, 1),
                new Architecture("afos-base", 0.25),
                2,
                32,
                new Optimizer.Sgd(0.01, 0.9),
                new Screening(1, 0.25),
                ImageRecipe.Precision.FLOAT32,
                ImageRecipe.FitnessSplit.VALIDATION,
                false);
        return new SearchSpecification(
                new AfosStrategy(12, 5, 4, 0.8, 1.0),
                Preset.AFOS.space(),
                List.of(),
                false,
                recipe,
                List.of("relu", "gelu", "silu"),
                1,
                1,
                null,
                new Replication(3, 2));
    }
}
