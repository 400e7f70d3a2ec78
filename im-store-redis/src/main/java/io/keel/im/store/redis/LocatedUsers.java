package io.keel.im.store.redis;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where users are, as {@link LocateScript} has told. */
final class LocatedUsers implements Located {

    private static final int[] NONE = {};

    private final Map<GatewayId, int[]> byGateway = new HashMap<>();

    /** Reads the replies to the calls of one question, in order. */
    static LocatedUsers of(List<@Nullable Object> replies) {
        LocatedUsers located = new LocatedUsers();
        for (Object reply : replies) {
            for (Object place : Replies.list(reply)) {
                located.add(Replies.list(place));
            }
        }
        return located;
    }

    private void add(List<?> place) {
        int[] indexes = new int[place.size() - 1];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = (int) Replies.number(place.get(i + 1));
        }
        byGateway.merge(
                new GatewayId(Replies.text(place.get(0))),
                indexes,
                (before, after) -> IntStream.concat(IntStream.of(before), IntStream.of(after))
                        .toArray());
    }

    @Override
    public Collection<GatewayId> gateways() {
        return byGateway.keySet();
    }

    @Override
    public int[] at(GatewayId gateway) {
        return byGateway.getOrDefault(gateway, NONE);
    }
}
