package io.keel.im.store.mysql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Statements with a list of keys in them. Lists are filled up to a power of two by saying their last key again, so that there are
 * few different statements for the server to prepare; longer ones are asked in parts.
 */
final class InList {

    private static final int MOST = 512;

    private InList() {}

    /**
     * Asks for rows.
     *
     * @param sql with {@code %s} where the list is to stand, in parentheses
     * @param fixed the values that stand before the list
     * @param keys of one column each, or {@code Object[]} of several
     */
    static <R> List<R> query(Handle handle, String sql, List<?> fixed, List<?> keys, RowMapper<R> mapper) {
        List<R> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            List<?> part = keys.subList(from, Math.min(keys.size(), from + MOST));
            try (var query = handle.createQuery(filled(sql, part))) {
                bind(query, fixed, part);
                found.addAll(query.map(mapper).list());
            }
        }
        return found;
    }

    /** Changes rows; see {@link #query}. */
    static void update(Handle handle, String sql, List<?> fixed, List<?> keys) {
        for (int from = 0; from < keys.size(); from += MOST) {
            List<?> part = keys.subList(from, Math.min(keys.size(), from + MOST));
            try (var update = handle.createUpdate(filled(sql, part))) {
                bind(update, fixed, part);
                update.execute();
            }
        }
    }

    private static String filled(String sql, List<?> part) {
        int columns = part.get(0) instanceof Object[] key ? key.length : 1;
        String one = columns == 1 ? "?" : "(" + String.join(",", Collections.nCopies(columns, "?")) + ")";
        return sql.replace("%s", String.join(",", Collections.nCopies(sizeFor(part.size()), one)));
    }

    private static void bind(SqlStatement<?> statement, List<?> fixed, List<?> part) {
        int position = 0;
        for (Object value : fixed) {
            statement.bind(position++, value);
        }
        int size = sizeFor(part.size());
        for (int i = 0; i < size; i++) {
            Object key = part.get(Math.min(i, part.size() - 1));
            if (key instanceof Object[] columns) {
                for (Object column : columns) {
                    statement.bind(position++, column);
                }
            } else {
                statement.bind(position++, key);
            }
        }
    }

    private static int sizeFor(int keys) {
        int size = Integer.highestOneBit(keys);
        return size == keys ? size : size * 2;
    }
}
