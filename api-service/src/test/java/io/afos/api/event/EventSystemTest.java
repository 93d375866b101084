package io.afos.api.event;

import io.afos.api.event.Watcher.Told;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams of live events, and events that nothing else of the service makes. */
abstract class EventSystemTest extends SystemTest {

    final List<Watcher> watchers = new ArrayList<>();

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    @AfterEach
    void closeStreams() {
        watchers.forEach(Watcher::close);
        eventually(() -> assertThat(streams()).isZero());
    }

    Watcher watch(String query, @Nullable String lastId) {
        return watch(service(), query, lastId);
    }

    Watcher watch(ServiceClient service, String query, @Nullable String lastId) {
        Watcher watcher = Watcher.open(service, query, lastId);
        watchers.add(watcher);
        return watcher;
    }

    int streams() {
        return (int) meters.get("afos.event.streams").gauge().value();
    }

    /** An event that nothing else of the service makes. */
    void insert(int number) {
        try (Connection connection = store().connect()) {
            insert(connection, number);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void insert(Connection connection, int number) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into event (kind, jobs, data) values ('epoch', '{}', json_build_object('number', ?::integer))")) {
            statement.setInt(1, number);
            statement.execute();
        }
    }

    Connection begin() throws SQLException {
        Connection connection = store().connect();
        connection.setAutoCommit(false);
        transactionOf(connection);
        return connection;
    }

    static long transactionOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    static List<Integer> numbers(Watcher watcher) {
        return watcher.told().stream().map(EventSystemTest::number).toList();
    }

    static int number(Told event) {
        return event.data().get("number").asInt();
    }
}
