package io.afos.api.search.candidate;

import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Member;
import io.afos.model.space.Chromosome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A search's history in the database. Each query uses an index and reads only the rows that it returns or counts. */
public final class StoredHistory implements History {

    /** Candidates that are not promotions, with the result of the longest training of their function. */
    private static final String MEMBERS = """
            select c.ordinal, c.genes, c.fingerprint, c.state, coalesce(p.epochs, c.epochs) as epochs,
                   coalesce(p.fitness, c.fitness) as fitness
            from candidate c
            left join lateral (
                select p.epochs, p.fitness from candidate p
                where p.search_id = c.search_id and p.fingerprint = c.fingerprint and p.operator = 'PROMOTION'
                  and p.fitness is not null
                order by p.epochs desc limit 1) p on c.state <> 'OPEN'
            where c.search_id = :search and c.operator <> 'PROMOTION'
            """;

    private final JdbcClient jdbc;
    private final long searchId;
    private final Counts counts;

    private StoredHistory(JdbcClient jdbc, long searchId, Counts counts) {
        this.jdbc = jdbc;
        this.searchId = searchId;
        this.counts = counts;
    }

    static StoredHistory load(JdbcClient jdbc, long searchId) {
        Counts counts =
                jdbc.sql("""
                        select (select coalesce(max(ordinal) + 1, 0) from candidate where search_id = :search) as candidates,
                               (select count(*) from candidate where search_id = :search and operator = 'PROMOTION')
                               as promotions,
                               (select count(*) from candidate where search_id = :search and state = 'OPEN') as open,
                               (select count(*) from candidate
                                where search_id = :search and state = 'OPEN' and operator = 'PROMOTION')
                               as open_promotions""").param("search", searchId).query(Counts.class).single();
        return new StoredHistory(jdbc, searchId, counts);
    }

    /** The ordinal of the next candidate. */
    public int nextOrdinal() {
        return counts.candidates;
    }

    @Override
    public int proposals() {
        return counts.candidates - counts.promotions;
    }

    @Override
    public int open() {
        return counts.open - counts.openPromotions;
    }

    @Override
    public int openPromotions() {
        return counts.openPromotions;
    }

    @Override
    public List<Member> generation(int generation) {
        return members("and c.generation = :number order by c.ordinal", generation);
    }

    @Override
    public List<Member> latest(int count) {
        var latest = new ArrayList<>(members("and c.state <> 'OPEN' order by c.ordinal desc limit :number", count));
        Collections.reverse(latest);
        return latest;
    }

    @Override
    public List<Member> waiting() {
        return members("and c.state = 'OPEN' order by c.ordinal limit :number", Integer.MAX_VALUE);
    }

    private List<Member> members(String which, int number) {
        return jdbc
                .sql(MEMBERS + which)
                .param("search", searchId)
                .param("number", number)
                .query(MemberRow.class)
                .stream()
                .map(MemberRow::member)
                .toList();
    }

    @Override
    public Set<String> known(Set<String> fingerprints) {
        return fingerprints.isEmpty()
                ? Set.of()
                : asked(fingerprints).stream().map(Asked::fingerprint).collect(Collectors.toSet());
    }

    /** The candidates with these functions: each function with each number of epochs. */
    public List<Asked> asked(Collection<String> fingerprints) {
        return jdbc.sql("""
                        select distinct fingerprint, epochs from candidate
                        where search_id = :search and fingerprint = any(:fingerprints)""")
                .param("search", searchId)
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .query(Asked.class)
                .list();
    }

    @Override
    public Rung rung(int epochs) {
        Map<String, Object> key = Map.of("search", searchId, "epochs", epochs);
        String onRung = """
                from candidate where search_id = :search and epochs = :epochs
                  and fitness is not null and evaluation_id is not null and not repeated
                """;
        int size = jdbc.sql("select count(*) " + onRung)
                .params(key)
                .query(Integer.class)
                .single();
        return jdbc.sql("select ordinal, genes, fingerprint, state, epochs, fitness " + onRung
                        + "and not promoted order by fitness desc, ordinal limit 1")
                .params(key)
                .query(MemberRow.class)
                .optional()
                .map(MemberRow::member)
                .map(contender -> new Rung(size, contender, rank(onRung, key, contender)))
                .orElseGet(() -> new Rung(size, null, 0));
    }

    /** The contender is the best candidate not yet promoted, so all better candidates are promoted. */
    private int rank(String onRung, Map<String, Object> key, Member contender) {
        return 1
                + jdbc.sql("select count(*) " + onRung + """
                           and promoted
                           and (fitness > :fitness or fitness = :fitness and ordinal < :ordinal)""")
                        .params(key)
                        .param("fitness", contender.fitness())
                        .param("ordinal", contender.ordinal())
                        .query(Integer.class)
                        .single();
    }

    /** A function and the epochs of its training. */
    public record Asked(String fingerprint, int epochs) {}

    private record Counts(int candidates, int promotions, int open, int openPromotions) {}

    private record MemberRow(
            int ordinal,
            String genes,
            String fingerprint,
            CandidateState state,
            int epochs,
            @Nullable Double fitness) {

        Member member() {
            Double score = state == CandidateState.OPEN || fitness != null ? fitness : Double.valueOf(0);
            return new Member(ordinal, Chromosome.ofCode(genes), fingerprint, epochs, score);
        }
    }
}
