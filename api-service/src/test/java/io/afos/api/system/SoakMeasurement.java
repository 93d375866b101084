package io.afos.api.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Random faults while searches run: three processes of the service, of which two are killed and started again, and three workers.
 * What must hold at any time is checked after each fault; at the end each search is compared with the same one undisturbed.
 */
class SoakMeasurement extends SystemTest {

    private static final int FAULTS = Integer.getInteger("afos.soak.faults", 100);
    private static final long SEED = Long.getLong("afos.soak.seed", 1);
    private static final int SEARCHES_AT_A_TIME = 3;
    private static final int WORKERS = 3;

    private final Random random = new Random(SEED);
    private final List<Replica> replicas = new ArrayList<>();
    private final List<ScriptedWorker> alive = new ArrayList<>();
    private final Map<Long, String> searches = new LinkedHashMap<>();
    private final Map<Long, Long> attempts = new HashMap<>();
    private int started;

    private enum Fault {
        SERVICE_KILLED,
        DATABASE_CONNECTIONS_DROPPED,
        BROKER_CONNECTIONS_DROPPED,
        DATABASE_AWAY,
        BROKER_AWAY,
        DATABASE_SILENT,
        WORKER_KILLED,
        SEARCH_PAUSED,
        SEARCH_CANCELLED
    }

    @Test
    void nothingIsLost() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            replicas.add(Replica.startMortal(installation()));
        }
        for (int i = 0; i < WORKERS; i++) {
            startWorker();
        }
        Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
        long begun = System.nanoTime();
        for (int i = 0; i < FAULTS; i++) {
            keepBusy();
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(800));
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            happened.merge(fault, 1, Integer::sum);
            bringAbout(fault);
            check();
        }
        Map<Long, List<String>> courses = end();
        System.out.printf(
                Locale.ROOT,
                "%d faults in %d s: %s%n%d searches completed, %d cancelled; %d evaluations, %d attempts lost with their worker%n",
                FAULTS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                happened,
                courses.size(),
                store().number("select count(*) from job where state = 'CANCELLED'"),
                store().rows("evaluation"),
                store().number("select sum(failures) from evaluation"));
        replicas.forEach(Replica::close);
        compare(courses);
    }

    private void keepBusy() {
        while (store().number("select count(*) from job where state = 'RUNNING'") < SEARCHES_AT_A_TIME) {
            String request = Requests.afos(12, 6, SEED * 1_000 + searches.size());
            searches.put(service().submit(request), request);
        }
    }

    private void startWorker() {
        alive.add(ScriptedWorker.start(broker(), "soak-" + started++, Scripts.train()));
    }

    private void bringAbout(Fault fault) throws InterruptedException {
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        Wire toDatabase = replica.wires().get(0);
        Wire toBroker = replica.wires().get(1);
        switch (fault) {
            case SERVICE_KILLED -> {
                replica.kill();
                replicas.remove(replica);
                replicas.add(Replica.startMortal(installation()));
            }
            case DATABASE_CONNECTIONS_DROPPED -> toDatabase.drop();
            case BROKER_CONNECTIONS_DROPPED -> toBroker.drop();
            case DATABASE_AWAY -> forAWhile(toDatabase::cut, toDatabase::mend);
            case BROKER_AWAY -> forAWhile(toBroker::cut, toBroker::mend);
            case DATABASE_SILENT -> forAWhile(toDatabase::hold, toDatabase::mend);
            case WORKER_KILLED -> {
                alive.remove(random.nextInt(alive.size())).close();
                startWorker();
            }
            case SEARCH_PAUSED -> {
                long id = any();
                service().control(id, "pause");
                service().control(id, "resume");
            }
            case SEARCH_CANCELLED -> {
                long twin = service().submit(searches.get(any()));
                service().control(twin, "cancel");
            }
        }
    }

    private void forAWhile(Runnable fault, Runnable end) throws InterruptedException {
        fault.run();
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(4_000));
        end.run();
    }

    private long any() {
        return List.copyOf(searches.keySet()).get(random.nextInt(searches.size()));
    }

    private void check() {
        assertThat(store().number("""
                select count(*) from lease l where not exists (
                    select from evaluation e where e.id = l.evaluation_id and e.attempt = l.attempt and e.state = 'RUNNING')""")).as("leases without a run").isZero();
        assertThat(store().number("""
                select count(*) from (select from evaluation group by fingerprint, recipe_hash, seed having count(*) > 1) x""")).as("second results").isZero();
        store().texts("select id || ' ' || attempt from evaluation").forEach(line -> {
            String[] parts = line.split(" ");
            long attempt = Long.parseLong(parts[1]);
            Long before = attempts.put(Long.valueOf(parts[0]), attempt);
            assertThat(before == null || before <= attempt)
                    .as("attempts only grow")
                    .isTrue();
        });
    }

    private Map<Long, List<String>> end() {
        await().atMost(Duration.ofMinutes(5))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> store().number("select count(*) from job where state in ('RUNNING', 'PAUSED')") == 0);
        eventually(this::assertNothingIsLeftOver);
        check();
        alive.forEach(ScriptedWorker::close);
        Map<Long, List<String>> courses = new LinkedHashMap<>();
        searches.keySet().forEach(id -> {
            assertThat(store().text("select state from job where id = ?", id)).isEqualTo("COMPLETED");
            courses.put(id, store().course(id));
        });
        return courses;
    }

    private void compare(Map<Long, List<String>> courses) {
        beginEmpty();
        worker(Scripts.train());
        courses.forEach((disturbed, course) -> {
            long id = service().submit(searches.get(disturbed));
            service().awaitState(id, "COMPLETED");
            assertThat(store().course(id)).isEqualTo(course);
        });
    }
}
