package io.afos.api.webhook;

import io.afos.api.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a message: the job's new state and the best function so far under each recipe. Replications, if any,
 * decide which is best.
 */
@Component
class MessageBody {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MessageBody(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    String of(long jobId, JobState state, Instant occurredAt) {
        JobRow job = jdbc.sql("select lower(kind) as type, name, failure from job where id = :job")
                .param("job", jobId)
                .query(JobRow.class)
                .single();
        var data =
                new Data(jobId, job.type, job.name, state, state == JobState.FAILED ? job.failure : null, best(jobId));
        return json.writeValueAsString(new Body("job." + state.name().toLowerCase(Locale.ROOT), occurredAt, data));
    }

    private List<Best> best(long jobId) {
        return jdbc.sql("""
                        with score as (
                            select recipe_hash, fingerprint, avg(fitness) as fitness, avg(accuracy) as accuracy, count(*) as seeds
                            from evaluation
                            where state = 'SUCCEEDED' and id in (
                                select evaluation_id from candidate where search_id = :job
                                and not exists (select from replication where search_id = :job)
                                union select evaluation_id from replication
                                where search_id = :job and ordinal is not null
                                union select evaluation_id from cell where benchmark_id = :job)
                            group by recipe_hash, fingerprint)
                        select distinct on (s.recipe_hash) r.dataset, r.architecture, s.recipe_hash, a.simplest as formula, s.fingerprint,
                               s.fitness, s.accuracy, s.seeds
                        from score s join recipe r on r.hash = s.recipe_hash and not r.shortened
                        join activation a on a.fingerprint = s.fingerprint
                        order by s.recipe_hash, s.fitness desc, s.fingerprint""").param("job", jobId).query(Best.class).list();
    }

    private record JobRow(
            String type, String name, @Nullable String failure) {}

    private record Body(String type, Instant timestamp, Data data) {}

    private record Data(
            long job,
            String type,
            String name,
            JobState state,
            @Nullable String failure,
            List<Best> best) {}

    private record Best(
            String dataset,
            String architecture,
            String recipeHash,
            String formula,
            String fingerprint,
            double fitness,
            @Nullable Double accuracy,
            int seeds) {}
}
