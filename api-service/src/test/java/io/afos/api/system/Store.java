package io.afos.api.system;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** The service's database as it is, past the service. */
public final class Store implements AutoCloseable {

    /** In the order in which they can be emptied. */
    private static final List<String> TABLES = List.of(
            "webhook_attempt",
            "webhook_delivery",
            "webhook",
            "board_entry",
            "board",
            "cell",
            "benchmark",
            "candidate",
            "baseline",
            "search",
            "demand",
            "lease",
            "epoch",
            "standing",
            "evaluation",
            "job",
            "worker",
            "newer_event",
            "activation",
            "recipe",
            "event");

    private final HikariDataSource connections;
    private final JdbcClient jdbc;

    Store(Backends.Server database) {
        this.connections = new HikariDataSource();
        connections.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()));
        connections.setUsername(database.username());
        connections.setPassword(database.password());
        connections.setMaximumPoolSize(4);
        this.jdbc = JdbcClient.create(connections);
    }

    @Override
    public void close() {
        connections.close();
    }

    public Connection connect() throws SQLException {
        return connections.getConnection();
    }

    /** Numbers go on, so that what is late from before belongs to nothing. */
    public void empty() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> {
                    jdbc.sql(TABLES.stream().map("delete from "::concat).collect(Collectors.joining(";")))
                            .update();
                    return true;
                });
    }

    public long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).query(Long.class).single();
    }

    public List<String> texts(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).query(String.class).list();
    }

    public String text(String sql, Object... parameters) {
        return String.join("\n", texts(sql, parameters));
    }

    public Map<String, Object> row(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).query().singleRow();
    }

    public int change(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).update();
    }

    public long rows(String table) {
        return number("select count(*) from " + table);
    }

    /** Everything a search found out, without what depends on numbers and times: a line for each candidate. */
    public List<String> course(long search) {
        return texts("""
                select concat_ws(' ', ordinal, generation, genes, operator, parents, state, coalesce(rejection, '-'),
                                 fitness)
                from candidate where search_id = ? order by ordinal""", search);
    }

    /** Lets the lease on an evaluation run out now. */
    public void expireLease(long evaluation) {
        change("update lease set expires_at = now() - interval '1 second' where evaluation_id = ?", evaluation);
    }

    /** Makes all queued evaluations look as if they had been queued an hour ago. */
    public void ageQueued() {
        change("update evaluation set queued_at = queued_at - interval '1 day' where state = 'QUEUED'");
    }
}
