package io.afos.api.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Why a database is unavailable to all clients, derived from the SQLSTATE. */
public enum Unavailability {
    READ_ONLY("is read-only and accepts no changes"),
    OUT_OF_RESOURCES("has run out of disk space, memory or connections"),
    BUSY("is busy with other changes to the same rows"),
    NO_ANSWER("did not respond");

    private static final int MAX_DEPTH = 50;

    /** Lost connections, timeouts, and conflicts with other transactions. */
    private static final List<Class<? extends Throwable>> PASSING = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            NonTransientDataAccessResourceException.class,
            TransactionException.class,
            org.hibernate.TransactionException.class);

    private final String words;

    Unavailability(String words) {
        this.words = words;
    }

    /** A verb phrase to follow "the database". */
    public String words() {
        return words;
    }

    /** Inspects an error and all its causes; empty if none of them means that the database is unavailable. */
    public static Optional<Unavailability> of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof SQLException sql) {
                Optional<Unavailability> told = ofState(sql.getSQLState());
                if (told.isPresent()) {
                    return told;
                }
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Whether the same work can succeed later without a change of program or data. */
    public static boolean mayPass(Throwable thrown) {
        if (of(thrown).isPresent()) {
            return true;
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            Throwable one = cause;
            if (PASSING.stream().anyMatch(type -> type.isInstance(one))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** @param state five characters, of which the first two are the class of the error; see PostgreSQL's appendix A */
    static Optional<Unavailability> ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return Optional.empty();
        }
        if (state.equals("25006")) {
            return Optional.of(READ_ONLY);
        }
        if (state.equals("55P03")) {
            return Optional.of(BUSY);
        }
        return switch (state.substring(0, 2)) {
            case "53" -> Optional.of(OUT_OF_RESOURCES);
            case "08", "57" -> Optional.of(NO_ANSWER);
            default -> Optional.empty();
        };
    }
}
