package io.keel.im.store.redis;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.tck.SessionRegistryTck;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSessionsIT extends SessionRegistryTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected SessionRegistry newRegistry() {
        return RedisSessions.over(engine.redis().process());
    }

    @Override
    protected void lapse(GatewayId gateway) {
        engine.redis().delete("gateway:" + gateway);
    }

    @Override
    protected void forget() {
        engine.redis().forget();
    }
}
