package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.health.Need;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisRateLimiter;
import io.keel.im.store.redis.RedisSessions;
import java.util.List;

/** Who is connected where, and what all gateways together let a user send: in Redis, for gateways and logic. */
final class SessionRole {

    static final String SERVICE = "session";

    private SessionRole() {}

    static Role start(RoleSettings settings) {
        Foundation foundation = new Foundation(RoleFigures.SESSION, settings, ChatSettings.defaults());
        RedisConnection redis = foundation.redis();
        foundation.health().check("redis", Need.TO_START, redis::answers);
        return BackRole.start(
                foundation,
                SERVICE,
                server -> server.export(RedisSessions.over(redis)).export(RedisRateLimiter.over(redis)),
                List.of(redis));
    }
}
