package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.guard.Guard;
import io.keel.im.spi.telemetry.CallOutcome;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a failure of the database means. */
final class SqlFailures {

    /** A lock timeout, a deadlock, a row that somebody else has inserted in the meantime. */
    private static final Set<Integer> CONFLICTS = Set.of(1205, 1213, 1062);

    private static final int DUPLICATE = 1062;

    private SqlFailures() {}

    /** Tells whether the same transaction, run again, may well succeed at once. */
    static boolean isConflict(Throwable failure) {
        SQLException cause = sqlCause(failure);
        return cause != null && CONFLICTS.contains(cause.getErrorCode());
    }

    /** Tells whether a unique key was taken. */
    static boolean isDuplicate(Throwable failure) {
        SQLException cause = sqlCause(failure);
        return cause != null && cause.getErrorCode() == DUPLICATE;
    }

    /**
     * Returns the failure as callers know it. What the data themselves are to blame for is {@code INTERNAL}, since it will fail
     * again; everything else is the database's trouble and {@code UNAVAILABLE}.
     */
    static ImException translate(Throwable failure) {
        if (failure instanceof ImException known) {
            return known;
        }
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return new ImException(ErrorCode.INTERNAL, "the store failed", failure);
        } else if (!isConflict(cause) && blamesTheData(cause)) {
            return new ImException(ErrorCode.INTERNAL, "the store failed", withoutData(cause));
        }
        return new ImException(ErrorCode.UNAVAILABLE, "the store is not available", cause);
    }

    /**
     * What is told of a failure ends up in logs. What Jdbi adds to it names the arguments of a statement, and what the database says
     * about data may quote them: of that, the codes are enough.
     */
    private static SQLException withoutData(SQLException cause) {
        SQLException bare = new SQLException(
                "SQL state " + cause.getSQLState() + ", error " + cause.getErrorCode(),
                cause.getSQLState(),
                cause.getErrorCode());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    /** Tells what a failure says of the server: that rows were locked, or the data wrong, is an answer. */
    static CallOutcome outcome(Throwable failure) {
        if (isConflict(failure) || translate(failure).code() != ErrorCode.UNAVAILABLE) {
            return CallOutcome.OK;
        }
        if (failure instanceof ImException known && sqlCause(known) == null) {
            return Guard.outcome(known);
        }
        return sqlCause(failure) instanceof SQLTimeoutException ? CallOutcome.TIMED_OUT : CallOutcome.FAILED;
    }

    private static boolean blamesTheData(SQLException cause) {
        String state = cause.getSQLState();
        // Data, constraint, cardinality, syntax.
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("21")
                        || state.startsWith("42"));
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
