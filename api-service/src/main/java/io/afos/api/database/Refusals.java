package io.afos.api.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * The most recent refusal by the database on any pooled connection. A session that is read-only remains so after the
 * database becomes writable, so all connections are then replaced.
 */
@Component
class Refusals implements BeanPostProcessor, SQLExceptionOverride {

    private static final Duration LATELY = Duration.ofSeconds(5);
    private static final Duration BETWEEN_EVICTIONS = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable HikariDataSource> pool = new AtomicReference<>();
    private final AtomicReference<@Nullable Refusal> last = new AtomicReference<>();
    private final AtomicLong evicted = new AtomicLong(System.nanoTime() - BETWEEN_EVICTIONS.toNanos());

    private record Refusal(Unavailability reason, long nanoTime) {}

    @java.lang.Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource connections) {
            connections.setExceptionOverride(this);
            pool.set(connections);
        }
        return bean;
    }

    /** Called by the pool for each error of a connection. */
    @java.lang.Override
    public Override adjudicate(SQLException thrown) {
        Unavailability reason = Unavailability.ofState(thrown.getSQLState()).orElse(null);
        if (reason == Unavailability.READ_ONLY || reason == Unavailability.OUT_OF_RESOURCES) {
            last.set(new Refusal(reason, System.nanoTime()));
        }
        if (reason == Unavailability.READ_ONLY) {
            evictAll();
        }
        // This connection must still be rolled back; it is evicted when it is returned to the pool.
        return Override.CONTINUE_EVICT;
    }

    /** The refusal of the last few seconds, if any. */
    Optional<Unavailability> lately() {
        return Optional.ofNullable(last.get())
                .filter(refusal -> System.nanoTime() - refusal.nanoTime < LATELY.toNanos())
                .map(Refusal::reason);
    }

    private void evictAll() {
        long now = System.nanoTime();
        long before = evicted.get();
        HikariDataSource connections = pool.get();
        if (connections != null
                && now - before >= BETWEEN_EVICTIONS.toNanos()
                && evicted.compareAndSet(before, now)
                && connections.getHikariPoolMXBean() != null) {
            connections.getHikariPoolMXBean().softEvictConnections();
        }
    }
}
