package io.keel.im.memory;

import io.keel.im.presence.GatewayId;
import java.util.concurrent.ConcurrentHashMap;

/** Which gateways are present, and until when they were. Safe for use by several threads. */
final class GatewayLives {

    private final ConcurrentHashMap<GatewayId, Life> lives = new ConcurrentHashMap<>();

    /**
     * One gateway.
     *
     * @param present whether its lease has not run out
     * @param announced whether nothing that it registered has been forgotten
     * @param seen when it was heard of last, milliseconds since the epoch
     */
    private record Life(boolean present, boolean announced, long seen) {}

    /** A gateway has registered something. */
    void appear(GatewayId gateway, long now) {
        if (!isPresent(gateway)) {
            lives.compute(gateway, (id, life) -> life != null && life.present ? life : new Life(true, false, now));
        }
    }

    /** A gateway has renewed its lease; tells whether all of it is known still. */
    boolean renew(GatewayId gateway, long now) {
        Life before = lives.put(gateway, new Life(true, true, now));
        return before != null && before.present && before.announced;
    }

    void lapse(GatewayId gateway) {
        lives.computeIfPresent(gateway, (id, life) -> new Life(false, false, life.seen));
    }

    void forget(GatewayId gateway) {
        lives.remove(gateway);
    }

    void forgetAll() {
        lives.clear();
    }

    boolean isPresent(GatewayId gateway) {
        Life life = lives.get(gateway);
        return life != null && life.present;
    }

    /** When a gateway was heard of last, milliseconds since the epoch; 0 if it is not known. */
    long seen(GatewayId gateway) {
        Life life = lives.get(gateway);
        return life == null ? 0 : life.seen;
    }
}
