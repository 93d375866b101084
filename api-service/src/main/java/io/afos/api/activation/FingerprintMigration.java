package io.afos.api.activation;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.ExpressionParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.migration.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces the fingerprints of version 0.1 everywhere. An evaluation belongs to the function that was really trained, and so does
 * all that shared it; where that was another function than was asked for, the log says so.
 */
@Component
class FingerprintMigration extends ActivationMigration {

    private static final Logger LOG = LoggerFactory.getLogger(FingerprintMigration.class);
    private static final int SHOWN = 20;
    private static final Pattern FINGERPRINT = Pattern.compile("\"([0-9a-f]{32})\"");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    FingerprintMigration() {
        super("11", "fingerprints of exact values");
    }

    @Override
    public void migrate(Context context) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        renewActivations(jdbc);
        renewReferences(jdbc);
        renewRejectedCandidates(jdbc);
        renewBenchmarks(jdbc);
        report(jdbc, "candidates of searches", """
                select c.formula, c.fingerprint, a.formula as trained, array_agg(distinct c.search_id) as jobs
                from candidate c join activation a using (fingerprint) join renewed r using (fingerprint)
                where c.rejection is null and c.formula <> a.formula
                group by c.formula, c.fingerprint, a.formula""");
        report(jdbc, "baselines of searches", """
                select b.formula, e.fingerprint, a.formula as trained, array_agg(distinct b.search_id) as jobs
                from baseline b join evaluation e on e.id = b.evaluation_id join activation a using (fingerprint)
                where b.formula <> a.formula
                group by b.formula, e.fingerprint, a.formula""");
        report(jdbc, "functions of benchmarks", """
                select c ->> 'formula' as formula, a.fingerprint, a.formula as trained, array_agg(distinct b.id) as jobs
                from benchmark b cross join jsonb_array_elements(b.specification -> 'competitors') c
                join activation a on a.fingerprint = c ->> 'fingerprint'
                where c ->> 'formula' <> a.formula
                group by c ->> 'formula', a.fingerprint, a.formula""");
    }

    /** Of two that are now the same function, the later one keeps its former fingerprint and all that refers to it. */
    private static void renewActivations(JdbcClient jdbc) {
        jdbc.sql("""
                        create temporary table renewed (
                            former text primary key, fingerprint text unique, formula text) on commit drop""").update();
        inBatches(jdbc, "select fingerprint, formula from activation order by created_at, fingerprint", batch -> {
            List<FormerIdentity.Trained> trained = batch.stream()
                    .map(stored -> FormerIdentity.trained(stored.formula()))
                    .toList();
            jdbc.sql("""
                            insert into renewed select * from unnest(
                                cast(:former as text[]), cast(:fingerprints as text[]), cast(:formulas as text[]))
                            on conflict do nothing""")
                    .param("former", batch.stream().map(Stored::fingerprint).toArray(String[]::new))
                    .param(
                            "fingerprints",
                            trained.stream()
                                    .map(FormerIdentity.Trained::fingerprint)
                                    .toArray(String[]::new))
                    .param(
                            "formulas",
                            trained.stream()
                                    .map(FormerIdentity.Trained::formula)
                                    .toArray(String[]::new))
                    .update();
        });
        jdbc.sql("select fingerprint, formula from activation where fingerprint not in (select former from renewed)")
                .query(Stored.class)
                .list()
                .forEach(stored -> LOG.warn(
                        "{} is the same function as an earlier one that was trained apart from it: its results stay apart,"
                                + " under the fingerprint {}",
                        stored.formula(),
                        stored.fingerprint()));
        jdbc.sql("""
                        insert into activation (fingerprint, formula, created_at)
                        select r.fingerprint, r.formula, a.created_at
                        from renewed r join activation a on a.fingerprint = r.former""").update();
    }

    private static void renewReferences(JdbcClient jdbc) {
        for (String table : List.of("evaluation", "cell", "standing", "board_entry", "replication", "candidate")) {
            jdbc.sql("update " + table
                            + " t set fingerprint = r.fingerprint from renewed r where r.former = t.fingerprint")
                    .update();
        }
        jdbc.sql("delete from activation a using renewed r where r.former = a.fingerprint")
                .update();
    }

    /** They were not trained, so each is what it is. */
    private static void renewRejectedCandidates(JdbcClient jdbc) {
        jdbc.sql("create temporary table rejected (formula text primary key, fingerprint text) on commit drop")
                .update();
        String formulas = "select distinct '' as fingerprint, formula from candidate where rejection is not null";
        inBatches(
                jdbc,
                formulas,
                batch -> jdbc.sql(
                                "insert into rejected select * from unnest(cast(:formulas as text[]), cast(:fingerprints as text[]))")
                        .param("formulas", batch.stream().map(Stored::formula).toArray(String[]::new))
                        .param(
                                "fingerprints",
                                batch.stream()
                                        .map(stored -> Fingerprint.of(ExpressionParser.parse(stored.formula()))
                                                .value())
                                        .toArray(String[]::new))
                        .update());
        jdbc.sql("""
                        update candidate c set fingerprint = r.fingerprint from rejected r
                        where r.formula = c.formula and c.rejection is not null""").update();
    }

    private static void renewBenchmarks(JdbcClient jdbc) {
        List<Long> ids = jdbc.sql("select id from benchmark").query(Long.class).list();
        for (long id : ids) {
            String old = jdbc.sql("select specification::text from benchmark where id = :id")
                    .param("id", id)
                    .query(String.class)
                    .single();
            Map<String, String> renewed = renewed(jdbc, old);
            String specification = FINGERPRINT
                    .matcher(old)
                    .replaceAll(found -> '"' + renewed.getOrDefault(found.group(1), found.group(1)) + '"');
            jdbc.sql("update benchmark set specification = cast(:specification as jsonb) where id = :id")
                    .param("specification", specification)
                    .param("id", id)
                    .update();
        }
    }

    /** The new fingerprints of the functions in the specification of a benchmark. */
    private static Map<String, String> renewed(JdbcClient jdbc, String specification) {
        var renewed = new HashMap<String, String>();
        for (JsonNode competitor : JSON.readTree(specification).path("competitors")) {
            String formula = competitor.path("formula").asString();
            renewed.put(
                    competitor.path("fingerprint").asString(),
                    Fingerprint.of(ExpressionParser.parse(formula)).value());
        }
        String[] found = FINGERPRINT
                .matcher(specification)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toArray(String[]::new);
        jdbc.sql("select former as fingerprint, fingerprint as formula from renewed where former = any(:found)")
                .param("found", found)
                .query(Stored.class)
                .list()
                .forEach(row -> renewed.put(row.fingerprint(), row.formula()));
        return renewed;
    }

    private static void report(JdbcClient jdbc, String what, String sql) {
        jdbc
                .sql(sql)
                .query((row, number) -> new Shared(
                        row.getString("formula"), row.getString("fingerprint"), row.getString("trained"), List.of((Long
                                        [])
                                row.getArray("jobs").getArray())))
                .list()
                .stream()
                .filter(shared -> !Fingerprint.of(ExpressionParser.parse(shared.asked))
                        .value()
                        .equals(shared.fingerprint))
                .forEach(shared -> LOG.warn(
                        "{} was held for {}, which was trained in its place: {} with it have the results of the latter, jobs {}",
                        shared.asked,
                        shared.trained,
                        what,
                        shared.shownJobs()));
    }

    /** A function that shared the trainings of another. */
    private record Shared(String asked, String fingerprint, String trained, List<Long> jobs) {

        String shownJobs() {
            String first = jobs.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
            return jobs.size() > SHOWN ? first + " and " + (jobs.size() - SHOWN) + " more" : first;
        }
    }
}
