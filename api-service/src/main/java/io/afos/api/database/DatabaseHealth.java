package io.afos.api.database;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reports whether the database accepts writes; the service cannot work with a read-only database. */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    /** Results are cached, so that frequent health requests do not cause as many queries. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Refusals refusals;
    private @Nullable Look last;

    DatabaseHealth(JdbcClient jdbc, Refusals refusals) {
        this.jdbc = jdbc;
        this.refusals = refusals;
    }

    private record Look(Health health, long nanoTime) {}

    @Override
    public Health health() {
        Health now = look();
        return refusals.lately().map(DatabaseHealth::down).orElse(now);
    }

    /** Also replaces unusable connections, so that none is left when the database has recovered. */
    @Scheduled(fixedDelayString = "1s")
    void watch() {
        if (refusals.lately().isPresent()) {
            look();
        }
    }

    private synchronized Health look() {
        Look look = last;
        if (look == null || System.nanoTime() - look.nanoTime >= FRESH.toNanos()) {
            look = new Look(write(), System.nanoTime());
            last = look;
        }
        return look.health;
    }

    private Health write() {
        try {
            jdbc.sql("update write_probe set written_at = now()").update();
            return Health.up().build();
        } catch (DataAccessException | TransactionException e) {
            Optional<Unavailability> reason = Unavailability.of(e);
            return down(reason.orElse(Unavailability.NO_ANSWER));
        }
    }

    private static Health down(Unavailability reason) {
        return Health.down()
                .withDetail("reason", "the database " + reason.words())
                .build();
    }
}
