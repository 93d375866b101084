package io.afos.api.network;

import io.afos.model.onnx.NetworkDescription;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code network}. */
@Repository
class NetworkRepository {

    private static final String COLUMNS =
            "select identity, name, description::text as description, uploaded_by, created_at" + " from network ";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NetworkRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<UploadedNetwork> all() {
        return jdbc.sql(COLUMNS + "order by name").query(this::network).list();
    }

    int count() {
        return jdbc.sql("select count(*) from network").query(Integer.class).single();
    }

    Optional<UploadedNetwork> named(String name) {
        return jdbc.sql(COLUMNS + "where name = :name")
                .param("name", name)
                .query(this::network)
                .optional();
    }

    Optional<UploadedNetwork> of(String identity) {
        return jdbc.sql(COLUMNS + "where identity = :identity")
                .param("identity", identity)
                .query(this::network)
                .optional();
    }

    Optional<byte[]> graph(String identity) {
        return jdbc.sql("select graph from network where identity = :identity")
                .param("identity", identity)
                .query(byte[].class)
                .optional();
    }

    /** Does nothing if the name or the network is there. */
    void add(String identity, String name, byte[] graph, NetworkDescription description, String uploadedBy) {
        jdbc.sql("""
                        insert into network (identity, name, graph, description, uploaded_by)
                        values (:identity, :name, :graph, cast(:description as jsonb), :by) on conflict do nothing""")
                .param("identity", identity)
                .param("name", name)
                .param("graph", graph)
                .param("description", json.writeValueAsString(description))
                .param("by", uploadedBy)
                .update();
    }

    void remove(String identity) {
        jdbc.sql("delete from network where identity = :identity")
                .param("identity", identity)
                .update();
    }

    /** A job with a recipe of this network, if there is one. */
    Optional<Long> user(String identity) {
        return jdbc.sql("""
                        select id from (
                            select s.id from search s join recipe r on r.hash = s.recipe_hash
                            where r.document #>> '{architecture,graph}' = :identity
                            union all
                            select c.benchmark_id from cell c join recipe r on r.hash = c.recipe_hash
                            where r.document #>> '{architecture,graph}' = :identity) users
                        limit 1""").param("identity", identity).query(Long.class).optional();
    }

    private UploadedNetwork network(ResultSet row, int number) throws SQLException {
        return new UploadedNetwork(
                row.getString("name"),
                row.getString("identity"),
                row.getString("uploaded_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("description"), NetworkDescription.class));
    }
}
