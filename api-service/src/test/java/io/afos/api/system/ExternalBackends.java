package io.afos.api.system;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** PostgreSQL and RabbitMQ as they run on this machine: a database of its own, and its own queues by their prefix. */
record ExternalBackends(String databaseName) implements Backends {

    private static final String HOST = "127.0.0.1";
    private static final int POSTGRES_PORT = 5432;
    private static final int RABBITMQ_PORT = 5672;
    private static final int CONNECT_MILLIS = 2_000;

    static ExternalBackends open() {
        String name = "afos_test_" + UUID.randomUUID().toString().replace("-", "");
        postgres().sql("create database " + name).update();
        return new ExternalBackends(name);
    }

    /** What is missing; {@code null} if both answer. */
    static @Nullable String missing() {
        if (!isReachable(POSTGRES_PORT)) {
            return "no PostgreSQL answers at %s:%d".formatted(HOST, POSTGRES_PORT);
        }
        return isReachable(RABBITMQ_PORT) ? null : "no RabbitMQ answers at %s:%d".formatted(HOST, RABBITMQ_PORT);
    }

    @Override
    public Server database() {
        return new Server(HOST, POSTGRES_PORT, databaseName, "postgres", "");
    }

    @Override
    public Server broker() {
        return new Server(HOST, RABBITMQ_PORT, "/", "guest", "guest");
    }

    @Override
    public void close() {
        postgres().sql("drop database %s with (force)".formatted(databaseName)).update();
    }

    private static JdbcClient postgres() {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://%s:%d/postgres".formatted(HOST, POSTGRES_PORT), "postgres", ""));
    }

    private static boolean isReachable(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), CONNECT_MILLIS);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
