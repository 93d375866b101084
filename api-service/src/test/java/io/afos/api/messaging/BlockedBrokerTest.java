package io.afos.api.messaging;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker that is there, but reads nothing from who publishes, as RabbitMQ does that is short of memory or disk space. */
class BlockedBrokerTest extends SystemTest {

    /** The machine that runs the tests may be slow, but this is less than the dispatcher waits for the broker. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private ConnectionFactory connections;

    @AfterEach
    void goOn() {
        installation().toBroker().mend();
        eventually(() -> assertThat(readiness()).isEqualTo(200));
    }

    @Test
    void jobsAreControlledAndReadinessIsDownAtOnce() {
        long id = service().submit(Requests.random(10, 1));
        long running = service().submit(Requests.AFOS);
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        installation().toBroker().hold();

        Instant begun = Instant.now();
        assertThat(service().control(id, "pause").status()).isEqualTo(200);
        assertThat(service().control(id, "resume").status()).isEqualTo(200);
        assertThat(service().control(id, "cancel").status()).isEqualTo(200);
        assertThat(service().post("/api/v1/searches", Requests.one()).status()).isEqualTo(202);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);

        eventually(() -> assertThat(readiness()).isEqualTo(503));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON.multipliedBy(2));

        installation().toBroker().mend();
        worker(Scripts.train());
        service().awaitState(running, "COMPLETED");
    }

    @Test
    void aJobIsPausedWhileItsTasksWaitForTheBroker() {
        installation().toBroker().hold();
        long id = service().submit(Requests.random(10, 1));
        eventually(() -> assertThat(dispatchers()).isOne());

        Instant begun = Instant.now();
        assertThat(service().control(id, "pause").status()).isEqualTo(200);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);

        installation().toBroker().mend();
        worker(Scripts.train());
        assertThat(service().control(id, "resume").status()).isEqualTo(200);
        service().awaitState(id, "COMPLETED");
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
    }

    /** How many transactions wait for something else than the database. */
    private long dispatchers() {
        return store().number("""
                select count(*) from pg_stat_activity
                where datname = current_database() and state = 'idle in transaction' and query like '%evaluation%'""");
    }

    @Test
    void readinessIsDownWhenTheBrokerSaysSoUntilItTakesAMessageAgain() {
        eventually(() -> assertThat(readiness()).isEqualTo(200));

        events.publishEvent(new ConnectionBlockedEvent(connections.createConnection(), "low on memory"));

        assertThat(readiness()).isEqualTo(503);
        eventually(() -> assertThat(readiness()).isEqualTo(200));
    }

    private int readiness() {
        return serviceAs(ServiceClient.READER).get("/actuator/health/readiness").status();
    }
}
