package io.afos.api.system;

import io.afos.api.ApiService;
import io.afos.api.system.ScriptedWorker.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A test of the whole service. All of them share one service, database and broker; each finds the database empty. Waits
 * that the service takes minutes for are short here; what would depend on the machine's speed is long, and tests bring it
 * about in the database. The profile {@code external} runs them on other servers too, but for those with the tag {@code
 * any-backend}, which look at requests and answers only.
 */
@Tag("system")
@ExtendWith(SharedService.class)
@ContextConfiguration(initializers = Installation.Initializer.class)
@SpringBootTest(
        classes = ApiService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "logging.structured.format.console=",
            "logging.level.root=warn",
            "logging.level.qpid.message=warn",
            "afos.evaluation.lease=30s",
            "afos.evaluation.grace=0s",
            "afos.evaluation.lost-after=30s",
            "afos.evaluation.sweep-interval=200ms",
            "afos.dispatch.poll-interval=200ms",
            "afos.dispatch.queued-per-worker=8",
            "server.tomcat.connection-timeout=5s",
            "server.tomcat.keep-alive-timeout=60s",
            "afos.events.max-streams=8",
            "afos.events.poll-interval=50ms",
            "afos.events.heartbeat=300ms",
            "afos.events.max-kept=50000",
            "afos.events.sweep-interval=500ms",
            "afos.webhooks.allow-private-networks=true",
            "afos.webhooks.timeout=20s",
            "afos.webhooks.max-attempts=3",
            "afos.webhooks.first-delay=50ms",
            "afos.webhooks.poll-interval=50ms",
            "spring.datasource.hikari.connection-timeout=1000",
            "spring.datasource.hikari.data-source-properties.socketTimeout=15",
            "spring.rabbitmq.listener.simple.retry.initial-interval=50ms",
            "spring.rabbitmq.listener.simple.retry.max-interval=200ms",
        })
public abstract class SystemTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ScriptedWorker> workers = new ArrayList<>();

    @Autowired
    private Installation installation;

    @LocalServerPort
    private int port;

    private ServiceClient client;

    @BeforeEach
    protected void beginEmpty() {
        installation.toBroker().mend();
        installation.toDatabase().mend();
        broker().empty();
        store().empty();
        client = new ServiceClient(port, ServiceClient.SUBMITTER);
    }

    @AfterEach
    protected void endWorkers() {
        workers.forEach(ScriptedWorker::close);
        workers.clear();
    }

    protected final ServiceClient service() {
        return client;
    }

    protected final ServiceClient serviceAs(String key) {
        return new ServiceClient(port, key);
    }

    protected final Store store() {
        return installation.store();
    }

    protected final Broker broker() {
        return installation.broker();
    }

    protected final Installation installation() {
        return installation;
    }

    protected final ScriptedWorker worker(Script script) {
        return worker(Broker.DATASET, script);
    }

    protected final ScriptedWorker worker(String dataset, Script script) {
        return worker(List.of(dataset), script);
    }

    protected final ScriptedWorker worker(List<String> datasets, Script script) {
        ScriptedWorker worker = ScriptedWorker.start(broker(), "worker-" + (workers.size() + 1), datasets, script);
        workers.add(worker);
        return worker;
    }

    /** The candidates of a search that nothing disturbs. The database is empty again afterwards. */
    protected final List<String> undisturbed(String request) {
        worker(Scripts.train());
        long id = service().submit(request);
        service().awaitState(id, "COMPLETED");
        List<String> course = store().course(id);
        endWorkers();
        beginEmpty();
        return course;
    }

    /** No job waits for anything, and no worker holds anything. */
    protected final void assertNothingIsLeftOver() {
        assertThat(store().rows("demand")).isZero();
        assertThat(store().rows("lease")).isZero();
        assertThat(store().number("select count(*) from evaluation where state in ('PENDING', 'QUEUED', 'RUNNING')"))
                .isZero();
        assertThat(broker().ready(broker().dead())).isZero();
    }

    public static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }
}
