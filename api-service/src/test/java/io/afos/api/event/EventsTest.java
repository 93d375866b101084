package io.afos.api.event;

import io.afos.api.event.Watcher.Told;
import io.afos.api.system.Replica;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Live events: all of them, each once, in order, whatever happens on the way. */
class EventsTest extends SystemTest {

    private static final int MAX_STREAMS = 8;

    private final List<Watcher> watchers = new ArrayList<>();

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void closeStreams() {
        watchers.forEach(Watcher::close);
        eventually(() -> assertThat(streams()).isZero());
    }

    @Test
    void aSearchIsToldFromSubmissionToEnd() {
        Watcher watcher = watch("", null);
        worker(Scripts.train());
        long id = service().submit(Requests.AFOS);
        service().awaitState(id, "COMPLETED");
        awaitJob(watcher, id, "COMPLETED");

        assertThat(watcher.header("Content-Type")).startsWith("text/event-stream");
        assertThat(watcher.header("Cache-Control")).isEqualTo("no-store");
        assertThat(watcher.header("X-Accel-Buffering")).isEqualTo("no");
        List<Told> told = watcher.told();
        assertThat(told.get(0).kind()).isEqualTo("job");
        assertThat(told.get(0).data().toString())
                .isEqualTo("{\"job\":%d,\"type\":\"search\",\"name\":\"test\",\"state\":\"RUNNING\"}".formatted(id));
        assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
        assertThat(watcher.told("job")).hasSize(2);
        List<JsonNode> candidates = service().all("/api/v1/searches/%d/candidates".formatted(id));
        assertThat(candidates).hasSize(50);
        for (JsonNode candidate : candidates) {
            List<JsonNode> course =
                    ofCandidate(watcher, candidate.get("ordinal").asInt());
            assertThat(course.get(course.size() - 1).get("state").asString()).isEqualTo("SCORED");
            assertThat(course.size()).isLessThanOrEqualTo(2);
            for (String field : List.of("generation", "formula", "fingerprint")) {
                assertThat(course)
                        .allSatisfy(event -> assertThat(event.get(field)).isEqualTo(candidate.get(field)));
            }
            assertThat(course.get(course.size() - 1).get("fitness").asDouble())
                    .isEqualTo(candidate.get("fitness").asDouble());
        }
        for (String evaluation : store().texts("select id::text from evaluation")) {
            List<JsonNode> course = ofEvaluation(watcher, "evaluation", evaluation);
            assertThat(course)
                    .extracting(event -> event.get("state").asString())
                    .endsWith("SUCCEEDED");
            assertThat(course).extracting(event -> event.get("jobs").toString()).containsOnly("[" + id + "]");
            JsonNode view = service().read("/api/v1/evaluations/" + evaluation);
            assertThat(course.get(course.size() - 1).get("fitness").asDouble())
                    .isEqualTo(view.get("fitness").asDouble());
            view.get("curve")
                    .forEach(point -> assertThat(ofEvaluation(watcher, "epoch", evaluation))
                            .as("points may be told in another order, and after the end")
                            .anySatisfy(event -> point.propertyNames()
                                    .forEach(name -> assertThat(event.get(name).asDouble())
                                            .as(name)
                                            .isEqualTo(point.get(name).asDouble()))));
        }
    }

    @Test
    void pauseAndCancelAreToldWithWhatTheyTakeBack() {
        Watcher watcher = watch("", null);
        worker(Scripts.hang());
        long id = service().submit(Requests.random(30, 1));
        eventually(() -> assertThat(states(watcher, "evaluation")).contains("RUNNING"));

        service().control(id, "pause");
        service().control(id, "cancel");
        awaitJob(watcher, id, "CANCELLED");

        assertThat(states(watcher, "job")).containsExactly("RUNNING", "PAUSED", "CANCELLED");
        eventually(() -> assertThat(watcher.told("evaluation").stream()
                        .filter(event -> event.data().get("state").asString().equals("CANCELLED")))
                .hasSize((int) store().rows("evaluation")));
        assertThat(states(watcher, "evaluation"))
                .startsWith("RUNNING", "PENDING")
                .doesNotContain("QUEUED");
        eventually(() -> assertThat(states(watcher, "candidate").stream().filter("CANCELLED"::equals))
                .hasSameSizeAs(states(watcher, "candidate").stream()
                        .filter("OPEN"::equals)
                        .toList()));
    }

    @Test
    void aStreamOfOneJobTellsNothingOfOthers() {
        worker(Scripts.train());
        long other = service().submit(Requests.random(5, 2));
        service().awaitState(other, "COMPLETED");
        endWorkers();
        String before;
        try (Watcher all = Watcher.open(service(), "", null)) {
            before = all.lastId();
        }
        long shared = service().submit(Requests.random(10, 1));
        long id = service().submit(Requests.random(10, 1).replace("test", "second"));
        worker(Scripts.train());
        service().awaitState(shared, "COMPLETED");
        service().awaitState(id, "COMPLETED");

        Watcher resumed = watch("?job=" + id, before);
        Watcher both = watch("?job=%d&job=%d".formatted(id, shared), before);

        awaitJob(resumed, id, "COMPLETED");
        awaitJob(both, id, "COMPLETED");
        awaitJob(both, shared, "COMPLETED");
        assertThat(resumed.told()).allSatisfy(event -> assertThat(jobsOf(event)).contains(id));
        assertThat(resumed.told("evaluation"))
                .as("what both jobs wait for concerns both")
                .anySatisfy(event -> assertThat(jobsOf(event)).containsExactly(shared, id));
        assertThat(both.told().stream().map(Told::data).filter(data -> data.has("ordinal")))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aBenchmarkThatGoesOnAfterItsEndIsTold() {
        worker(Scripts.train());
        Watcher watcher = watch("", null);
        long id = service().submitBenchmark("""
                {"name": "b", "architectures": ["afos-base"], "datasets": ["fashion-mnist-mini"], "seeds": [1],
                 "activations": ["silu"], "baselines": ["relu"], "metric": "ACCURACY",
                 "recipe": {"trainImages": 100, "validationImages": 50, "epochs": 1, "batchSize": 10}}""");
        service().awaitBenchmark(id, "COMPLETED");
        service().post("/api/v1/benchmarks/%d/extend".formatted(id), "{\"seeds\": [2]}");
        service().awaitBenchmark(id, "COMPLETED");

        eventually(() ->
                assertThat(states(watcher, "job")).containsExactly("RUNNING", "COMPLETED", "RUNNING", "COMPLETED"));
        assertThat(watcher.told("job").get(0).data().get("type").asString()).isEqualTo("benchmark");
    }

    @Test
    void whatIsCommittedLateIsNeitherSkippedNorToldTwice() throws SQLException {
        Watcher first = watch("", null);
        try (Connection late = store().connect()) {
            late.setAutoCommit(false);
            insert(late, 1);
            insert(2);
            eventually(() -> assertThat(numbers(first)).containsExactly(2));
            String id = first.lastId();
            first.close();
            insert(3);

            Watcher second = watch("", id);
            eventually(() -> assertThat(numbers(second)).containsExactly(3));
            late.commit();
            eventually(() -> assertThat(numbers(second)).containsExactly(3, 1));
            insert(4);
            Watcher third = watch("", second.told().get(0).id());

            eventually(() -> assertThat(numbers(second)).containsExactly(3, 1, 4));
            eventually(() -> assertThat(numbers(third)).containsExactly(1, 4));
        }
    }

    /** The later change is that of the transaction with the smaller number, and a third one runs between the two. */
    @Test
    void changesOfOneRowAreToldInTheirOrder() throws SQLException {
        Watcher watcher = watch("", null);
        try (Connection finish = begin();
                Connection between = begin()) {
            assertThat(transactionOf(finish)).isLessThan(transactionOf(between));
            insert(1);
            insert(finish, 2);
            finish.commit();
            eventually(() -> assertThat(numbers(watcher)).containsExactly(1, 2));
            between.rollback();
        }
    }

    @Test
    void aWindowThatWasToldInPartIsResumedBehindThatPart() throws SQLException {
        Watcher first = watch("", null);
        try (Connection connection = begin()) {
            for (int number = 1; number <= 2_500; number++) {
                insert(connection, number);
            }
            connection.commit();
        }
        eventually(() -> assertThat(first.told()).hasSize(2_500));
        for (int told : new int[] {1, 999, 1_000, 1_001, 2_499, 2_500}) {
            Watcher next = watch("", first.told().get(told - 1).id());
            insert(3_000);
            eventually(() -> assertThat(numbers(next)).endsWith(3_000));
            assertThat(numbers(next)).startsWith(told == 2_500 ? 3_000 : told + 1);
            assertThat(numbers(next).stream().filter(number -> number <= 2_500)).hasSize(2_500 - told);
            next.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aWatcherThatIsInterruptedAgainAndAgainMissesNothingAndSeesNothingTwice(long seed) throws Exception {
        var numbers = new AtomicInteger();
        ExecutorService writers = Executors.newFixedThreadPool(3);
        var seen = new ArrayList<Integer>();
        Watcher steady = watch("", null);
        String id = steady.lastId();
        List<Future<Set<Integer>>> written = IntStream.range(0, 3)
                .mapToObj(writer -> writers.submit(() -> write(seed * 10 + writer, numbers)))
                .toList();
        var random = new Random(seed);
        while (!written.stream().allMatch(Future::isDone)) {
            try (Watcher watcher = Watcher.open(service(), "", id)) {
                int enough = random.nextInt(1, 30);
                eventually(() -> assertThat(watcher.told().size() >= enough
                                || written.stream().allMatch(Future::isDone))
                        .isTrue());
                List<Told> told = watcher.told();
                if (!told.isEmpty()) {
                    told = told.subList(0, random.nextInt(told.size()) + 1);
                    told.forEach(event -> seen.add(number(event)));
                    id = told.get(told.size() - 1).id();
                }
            }
        }
        writers.shutdown();
        var committed = new HashSet<Integer>();
        for (Future<Set<Integer>> writer : written) {
            committed.addAll(writer.get());
        }
        Watcher last = watch("", id);

        eventually(() -> assertThat(seen.size() + last.told().size()).isEqualTo(committed.size()));
        seen.addAll(numbers(last));
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
        eventually(() -> assertThat(numbers(steady)).containsExactlyInAnyOrderElementsOf(committed));
    }

    /** Transactions of one to three events, some of them rolled back. */
    private Set<Integer> write(long seed, AtomicInteger numbers) throws SQLException {
        var random = new Random(seed);
        var committed = new HashSet<Integer>();
        try (Connection connection = store().connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 300; i++) {
                List<Integer> mine = IntStream.rangeClosed(0, random.nextInt(3))
                        .map(ignored -> numbers.incrementAndGet())
                        .boxed()
                        .toList();
                for (int number : mine) {
                    insert(connection, number);
                }
                if (random.nextInt(4) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.addAll(mine);
                }
            }
        }
        return committed;
    }

    @Test
    void aStreamGoesOnAtAnotherReplicaWhenItsOwnIsShutDown() {
        Watcher here = watch("", null);
        Watcher there;
        try (Replica replica = Replica.start(installation())) {
            there = watch(replica.service(), "", here.lastId());
            insert(1);
            insert(2);
            eventually(() -> assertThat(numbers(there)).containsExactly(1, 2));
            eventually(() -> assertThat(numbers(here)).containsExactly(1, 2));
        }
        eventually(() -> assertThat(there.hasEnded()).isTrue());
        assertThat(there.hasEndedWell()).isTrue();

        insert(3);
        Watcher back = watch("", there.told().get(0).id());

        eventually(() -> assertThat(numbers(back)).containsExactly(2, 3));
    }

    @Test
    void theIdMayStandInTheAddress() {
        Watcher first = watch("", null);
        insert(1);

        Watcher second = watch("?lastEventId=" + first.lastId(), null);

        eventually(() -> assertThat(numbers(second)).containsExactly(1));
    }

    @Test
    void heartbeatsMoveTheIdOnThoughNothingIsTold() {
        worker(Scripts.train());
        long quiet = service().submit(Requests.one());
        service().awaitState(quiet, "COMPLETED");
        Watcher watcher = watch("?job=" + quiet, null);
        String begin = watcher.lastId();
        insert(1);

        eventually(() -> assertThat(watcher.lastId()).isNotEqualTo(begin));
        assertThat(watcher.comments()).contains("heartbeat");
        assertThat(watcher.told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1", "5:4:", "1:999999999999:", "1:1:"})
    void anIdFromElsewhereMeansLoadingAnew(String id) {
        store().change("update event_retention set gone = '2'");
        Watcher watcher = watch("", id);
        insert(1);

        eventually(() -> assertThat(watcher.told()).hasSize(2));
        assertThat(watcher.told().get(0).kind()).isEqualTo("reset");
        assertThat(watcher.told().get(0).data().get("reason").asString()).contains("load everything anew");
        assertThat(watcher.told().get(0).id()).isNotEqualTo(id);
        assertThat(number(watcher.told().get(1))).isEqualTo(1);
    }

    @Test
    void whoMissedWhatIsNoLongerKeptIsTold() {
        Watcher early = watch("", null);
        String before = early.lastId();
        early.close();
        store().change("""
                insert into event (kind, jobs, data)
                select 'epoch', '{}', json_build_object('number', number) from generate_series(1, 60000) number""");
        Watcher late = watch("", null);
        String after = late.lastId();
        late.close();
        eventually(() -> assertThat(store().rows("event")).isEqualTo(50_000));

        Watcher missed = watch("", before);
        Watcher in = watch("", after);
        insert(0);

        eventually(() -> assertThat(missed.told()).hasSize(2));
        assertThat(missed.told().get(0).kind()).isEqualTo("reset");
        assertThat(number(missed.told().get(1))).isZero();
        eventually(() -> assertThat(numbers(in)).containsExactly(0));
    }

    @Test
    void whatIsOldIsDeleted() {
        insert(1);
        insert(2);
        store().change("update event set created_at = created_at - interval '2 days' where data->>'number' = '1'");

        eventually(() ->
                assertThat(store().texts("select data->>'number' from event")).containsExactly("2"));
    }

    @Test
    void eventsOfAnotherServerAreForgottenAfterARestore() {
        store().change("insert into event (transaction, kind, jobs, data) values ('99999999', 'job', '{}', '{}')");
        store().change("update event_retention set gone = '88888888'");

        eventually(() -> assertThat(store().rows("event")).isZero());
        Watcher watcher = watch("", null);
        insert(1);
        eventually(() -> assertThat(numbers(watcher)).containsExactly(1));
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherEnds() {
        for (int i = 0; i < MAX_STREAMS; i++) {
            watch("", null);
        }

        ServiceClient.Reply refused = service().get("/api/v1/events");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("all 8 event streams are in use; close one, or try again later");
        watchers.get(0).close();
        eventually(() -> assertThat(streams()).isEqualTo(MAX_STREAMS - 1));
        Watcher next = watch("", null);
        insert(1);
        eventually(() -> assertThat(numbers(next)).containsExactly(1));
    }

    @Test
    void whoDoesNotReadIsCutOffAndTheOthersAreNotKeptWaiting() throws IOException {
        Watcher reading = watch("", null);
        try (var stalled = new Socket()) {
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress("127.0.0.1", port));
            stalled.getOutputStream()
                    .write(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n"
                                    .formatted(ServiceClient.READER))
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(() -> assertThat(streams()).isEqualTo(2));

            store().change("""
                    insert into event (kind, jobs, data)
                    select 'epoch', '{}', json_build_object('number', number, 'text', repeat('x', 1000))
                    from generate_series(1, 20000) number""");

            eventually(() -> assertThat(reading.told()).hasSize(20_000));
            eventually(() -> assertThat(streams()).isEqualTo(1));
        }
    }

    @Test
    void requestsThatCannotBeServedAreProblems() {
        assertThat(service().get("/api/v1/events?job=123456789").status()).isEqualTo(404);
        assertThat(service().get("/api/v1/events?job=x").status()).isEqualTo(400);
        assertThat(service().get("/api/v1/events?" + "job=1&".repeat(51)).status())
                .isEqualTo(400);
        assertThat(serviceAs("nobody's key").get("/api/v1/events").status()).isEqualTo(401);
        watchers.add(Watcher.open(serviceAs(ServiceClient.READER), "", null));
    }

    @Test
    void aStreamGoesOnAfterTheDatabaseWasAway() {
        Watcher watcher = watch("", null);
        installation().toDatabase().cut();
        insert(1);
        insert(2);
        installation().toDatabase().mend();

        Function<String, Watcher> again = id -> Watcher.open(service(), "", id);
        eventually(() -> assertThat(service().get("/api/v1/searches").status()).isEqualTo(200));
        Watcher last = watcher.hasEnded() ? again.apply(watcher.lastId()) : watcher;
        watchers.add(last);

        eventually(() -> assertThat(numbers(last)).containsExactly(1, 2));
    }

    private Watcher watch(String query, @Nullable String lastId) {
        return watch(service(), query, lastId);
    }

    private Watcher watch(ServiceClient service, String query, @Nullable String lastId) {
        Watcher watcher = Watcher.open(service, query, lastId);
        watchers.add(watcher);
        return watcher;
    }

    private void awaitJob(Watcher watcher, long id, String state) {
        eventually(() -> assertThat(watcher.told("job")).anySatisfy(event -> {
            assertThat(event.data().get("job").asLong()).isEqualTo(id);
            assertThat(event.data().get("state").asString()).isEqualTo(state);
        }));
    }

    private static List<String> states(Watcher watcher, String kind) {
        return watcher.told(kind).stream()
                .map(event -> event.data().get("state").asString())
                .toList();
    }

    private static List<JsonNode> ofCandidate(Watcher watcher, int ordinal) {
        return watcher.told("candidate").stream()
                .map(Told::data)
                .filter(data -> data.get("ordinal").asInt() == ordinal)
                .toList();
    }

    private static List<JsonNode> ofEvaluation(Watcher watcher, String kind, String evaluation) {
        return watcher.told(kind).stream()
                .map(Told::data)
                .filter(data -> data.get("evaluation").asString().equals(evaluation))
                .toList();
    }

    private static List<Long> jobsOf(Told event) {
        JsonNode jobs = event.data().get("jobs");
        return jobs == null
                ? List.of(event.data().get("job").asLong())
                : jobs.valueStream().map(JsonNode::asLong).toList();
    }

    private int streams() {
        return (int) meters.get("afos.event.streams").gauge().value();
    }

    /** An event that nothing else of the service makes. */
    private void insert(int number) {
        try (Connection connection = store().connect()) {
            insert(connection, number);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, int number) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into event (kind, jobs, data) values ('epoch', '{}', json_build_object('number', ?::integer))")) {
            statement.setInt(1, number);
            statement.execute();
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = store().connect();
        connection.setAutoCommit(false);
        transactionOf(connection);
        return connection;
    }

    private static long transactionOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Integer> numbers(Watcher watcher) {
        return watcher.told().stream().map(EventsTest::number).toList();
    }

    private static int number(Told event) {
        return event.data().get("number").asInt();
    }
}
