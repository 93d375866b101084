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
 * What the database has refused lately on any connection of the pool. A session that is read-only stays so when the database
 * is not any more, so all connections are replaced then.
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

    /** Asked by the pool about every error of a connection. */
    @java.lang.Override
    public Override adjudicate(SQLException thrown) {
        Unavailability reason = Unavailability.ofState(thrown.getSQLState()).orElse(null);
        if (reason == Unavailability.READ_ONLY || reason == Unavailability.OUT_OF_RESOURCES) {
            last.set(new Refusal(reason, System.nanoTime()));
        }
        if (reason == Unavailability.READ_ONLY) {
            evictAll();
        }
        // This connection has still to be rolled back; it goes when it is given back.
        return Override.CONTINUE_EVICT;
    }

    /** What was refused within some seconds. */
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
