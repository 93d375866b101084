package io.afos.api.standalone;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.afos.api.system.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The accounts of docker-compose.yml, tried at the RabbitMQ of this machine in a virtual host of their own. */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerAccountsTest {

    private static final String HOST = "afos-test-" + UUID.randomUUID();
    private static final byte[] BODY = {1};

    private final JsonNode accounts = read();
    private Connection api;
    private Connection worker;

    @BeforeAll
    void addAccounts() throws IOException, TimeoutException {
        assumeTrue(Backends.areExternal(), "the profile 'external' tries the accounts");
        assumeTrue(rabbitmqctl("list_vhosts") == 0, "rabbitmqctl cannot be used here");
        rabbitmqctl("add_vhost", HOST);
        accounts.get("users").forEach(user -> rabbitmqctl("add_user", name(user.get("name")), "secret"));
        accounts.get("permissions")
                .forEach(permission -> rabbitmqctl(
                        "set_permissions",
                        "--vhost",
                        HOST,
                        name(permission.get("user")),
                        text(permission, "configure"),
                        text(permission, "write"),
                        text(permission, "read")));
        api = connect("afos-api");
        worker = connect("afos-worker");
        declareAsTheServiceDoes();
    }

    @AfterAll
    void removeAccounts() {
        if (Backends.areExternal()) {
            accounts.get("users").forEach(user -> rabbitmqctl("delete_user", name(user.get("name"))));
            rabbitmqctl("delete_vhost", HOST);
        }
    }

    private void declareAsTheServiceDoes() throws IOException, TimeoutException {
        try (Channel channel = api.createChannel()) {
            for (String queue : new String[] {"afos.events", "afos.dead", "afos.tasks.mnist"}) {
                channel.queueDeclare(queue, true, false, false, null);
            }
            channel.exchangeDeclare("afos.control", "fanout", true);
            channel.exchangeDeclare("afos.reports", "direct", true);
            channel.queueBind("afos.events", "afos.reports", "event");
            channel.queueBind("afos.dead", "afos.reports", "dead");
        }
    }

    @Test
    void theServiceDispatchesHearsAndBroadcasts() throws Exception {
        allowed(api, channel -> channel.basicPublish("", "afos.tasks.mnist", null, BODY));
        allowed(api, channel -> channel.basicPublish("", "afos.events", null, BODY));
        allowed(api, channel -> channel.basicPublish("afos.control", "", null, BODY));
        allowed(api, channel -> channel.basicGet("afos.events", true));
        refused(api, channel -> channel.basicGet("afos.tasks.mnist", true));
        refused(api, channel -> channel.basicGet("afos.dead", true));
    }

    @Test
    void aWorkerTakesTasksReportsAndHearsBroadcasts() throws Exception {
        allowed(worker, channel -> channel.queueDeclarePassive("afos.tasks.mnist"));
        allowed(worker, channel -> channel.basicGet("afos.tasks.mnist", true));
        allowed(worker, channel -> channel.basicPublish("afos.reports", "event", null, BODY));
        allowed(worker, channel -> channel.basicPublish("afos.reports", "dead", null, BODY));
        allowed(worker, channel -> {
            channel.queueDeclare("afos.control.w1", false, true, true, null);
            channel.queueBind("afos.control.w1", "afos.control", "");
            channel.basicConsume("afos.control.w1", (tag, message) -> {}, tag -> {});
        });
        try (Channel channel = worker.createChannel()) {
            assertThat(channel.messageCount("afos.events")).isPositive();
        }
    }

    @Test
    void aWorkerWritesToTheReportsOnlyAndReadsTasksOnly() throws Exception {
        refused(worker, channel -> channel.basicPublish("", "afos.events", null, BODY));
        refused(worker, channel -> channel.basicPublish("", "afos.tasks.mnist", null, BODY));
        refused(worker, channel -> channel.basicPublish("afos.control", "", null, BODY));
        refused(worker, channel -> channel.basicPublish("amq.topic", "", null, BODY));
        refused(worker, channel -> channel.basicGet("afos.events", true));
        refused(worker, channel -> channel.basicGet("afos.dead", true));
        refused(worker, channel -> channel.queueBind("afos.control.w1", "afos.reports", "event"));
    }

    @Test
    void aWorkerMakesAndDeletesNoQueueButItsOwn() throws Exception {
        for (String queue : new String[] {"afos.events", "afos.dead", "afos.tasks.mnist"}) {
            refused(worker, channel -> channel.queueDelete(queue));
        }
        refused(worker, channel -> channel.queueDeclare("afos.tasks.new", true, false, false, null));
        refused(worker, channel -> channel.queueDeclare("other", true, false, false, null));
        refused(worker, channel -> channel.exchangeDelete("afos.control"));
        refused(worker, channel -> channel.exchangeDelete("afos.reports"));
        refused(worker, channel -> channel.queueUnbind("afos.events", "afos.reports", "event"));
        refused(worker, channel -> channel.queuePurge("afos.events"));
    }

    @Test
    void aWorkerReachesNoQueueOfAnotherWorker() throws Exception {
        Connection other = connect("afos-worker");
        try (other;
                Channel own = other.createChannel()) {
            own.queueDeclare("afos.control.w2", false, true, true, null);

            refused(worker, channel -> channel.queueDelete("afos.control.w2"));
            refused(worker, channel -> channel.basicGet("afos.control.w2", true));
            refused(worker, channel -> channel.queueBind("afos.control.w2", "afos.control", ""));

            assertThat(own.messageCount("afos.control.w2")).isZero();
        }
    }

    private interface Action {
        void on(Channel channel) throws IOException;
    }

    private static void allowed(Connection connection, Action action) throws Exception {
        try (Channel channel = connection.createChannel()) {
            attempt(channel, action);
        }
    }

    private static void refused(Connection connection, Action action) throws Exception {
        Channel channel = connection.createChannel();
        assertThatThrownBy(() -> attempt(channel, action))
                .rootCause()
                .hasMessageMatching("(?s).*(ACCESS_REFUSED|RESOURCE_LOCKED|NOT_FOUND - no queue 'afos.control.w1').*");
    }

    /** What is published in vain ends the channel a moment later. */
    private static void attempt(Channel channel, Action action) throws Exception {
        channel.confirmSelect();
        action.on(channel);
        channel.waitForConfirmsOrDie(TimeUnit.SECONDS.toMillis(10));
    }

    private Connection connect(String user) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setVirtualHost(HOST);
        factory.setUsername(HOST + "-" + user);
        factory.setPassword("secret");
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static String name(JsonNode user) {
        return HOST + "-" + user.asString();
    }

    /** As compose writes it: a dollar stands there twice. */
    private static String text(JsonNode permission, String field) {
        return permission.get(field).asString().replace("$$", "$");
    }

    private static int rabbitmqctl(String... arguments) {
        var command = new ArrayList<>(List.of("rabbitmqctl", "--quiet"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static JsonNode read() {
        try (var text = Files.newBufferedReader(Path.of("..", "docker-compose.yml"))) {
            Map<String, Map<String, Map<String, String>>> file = new Yaml().load(text);
            return JsonMapper.shared()
                    .readTree(file.get("configs").get("rabbitmq-definitions").get("content"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
