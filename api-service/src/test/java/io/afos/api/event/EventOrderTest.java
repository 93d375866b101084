package io.afos.api.event;

import io.afos.api.event.Watcher.Told;
import io.afos.api.system.Replica;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Live events: all of them, each once, in order, whatever happens on the way. */
class EventOrderTest extends EventSystemTest {

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
}
