package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisSessions;
import java.util.List;

/** Who is connected where: the sessions in Redis, for gateways and logic. */
final class SessionRole {

    static final String SERVICE = "session";

    private SessionRole() {}

    static Role start(RoleSettings settings) {
        Foundation foundation = new Foundation(settings, ChatSettings.defaults());
        RedisConnection redis = RedisConnection.open(settings.engines().redis());
        return BackRole.start(foundation, SERVICE, server -> server.export(RedisSessions.over(redis)), List.of(redis));
    }
}
