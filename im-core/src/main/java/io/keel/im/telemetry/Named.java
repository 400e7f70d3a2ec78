package io.keel.im.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for each of a few names: made when a name is first told, and for those past the bound once for all of them together,
 * so that a name that should not have been one fills no memory. Safe for use by several threads.
 */
final class Named<T> {

    /** What names past the bound are counted under. */
    static final String OTHER = "other";

    private static final int MOST = 100;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> maker;

    Named(Function<String, T> maker) {
        this.maker = maker;
    }

    T of(String name) {
        @Nullable T found = known.get(name);
        return found != null ? found : known.computeIfAbsent(known.size() < MOST ? name : OTHER, maker);
    }
}
