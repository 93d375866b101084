package io.afos.api.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Limits the rate of warnings and errors per logger. While a server is unreachable or a disk is full, this service and
 * its libraries would otherwise log the same message many times per second until the disk is full.
 */
final class TroubleLimit extends TurboFilter {

    static final int PER_MINUTE = 20;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    TroubleLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Told(long since, int times) {

        Told again(long now) {
            return now - since < MINUTE ? new Told(since, Math.min(times + 1, PER_MINUTE + 2)) : new Told(now, 1);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        boolean isQuestion = format == null && thrown == null;
        if (isQuestion || !level.isGreaterOrEqual(Level.WARN) || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        int times = told.merge(
                        logger.getName(),
                        new Told(nanoTime.getAsLong(), 1),
                        (before, first) -> before.again(first.since))
                .times;
        if (times == PER_MINUTE + 1) {
            logger.getLoggerContext()
                    .getLogger(TroubleLimit.class.getName() + "." + logger.getName())
                    .warn(
                            "{} has logged {} warnings and errors within a minute; further ones are suppressed",
                            logger.getName(),
                            PER_MINUTE);
        }
        return times <= PER_MINUTE ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
