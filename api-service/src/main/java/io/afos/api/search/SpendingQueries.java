package io.afos.api.search;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What searches have spent, and what came of it. */
@Component
public class SpendingQueries {

    private final JdbcClient jdbc;

    SpendingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Spending spending(Search search) {
        Spent spent = spent(search.id());
        int sinceBest = best(search)
                .map(best -> trainingsAfter(search.id(), best.ordinal, Integer.MAX_VALUE))
                .orElse(0);
        return new Spending(spent.trainings, spent.epochs, sinceBest);
    }

    Spent spent(long searchId) {
        return jdbc.sql("select spent_trainings as trainings, spent_epochs as epochs from search where id = :search")
                .param("search", searchId)
                .query(Spent.class)
                .single();
    }

    /** The fittest candidate after a full training, of equals the first. */
    Optional<Best> best(Search search) {
        return jdbc.sql("""
                        select ordinal, fitness from candidate
                        where search_id = :search and epochs = :epochs and fitness > 0
                        order by fitness desc nulls last, ordinal limit 1""")
                .param("search", search.id())
                .param("epochs", search.specification().recipe().epochs())
                .query(Best.class)
                .optional();
    }

    /** The functions that were trained for candidates after this one, counted up to a limit. */
    int trainingsAfter(long searchId, int ordinal, int limit) {
        return jdbc.sql("""
                        select count(*) from (
                            select from candidate
                            where search_id = :search and ordinal > :ordinal and not repeated and evaluation_id is not null
                              and state in ('SCORED', 'FAILED')
                            limit :limit) later""")
                .param("search", searchId)
                .param("ordinal", ordinal)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    record Best(int ordinal, double fitness) {}

    record Spent(int trainings, long epochs) {}
}
