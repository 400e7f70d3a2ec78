package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter.Grant;
import io.keel.im.transport.grpc.v1.TakeTokens;
import io.keel.im.transport.grpc.v1.TokenDemand;
import io.keel.im.transport.grpc.v1.TokenGrant;
import io.keel.im.transport.grpc.v1.TokenGrants;
import java.util.HashMap;
import java.util.Map;

/** Demands for tokens and their grants, on the wire. */
final class WireRates {

    private WireRates() {}

    static TakeTokens of(Map<UserId, Integer> demands, RateLimit limit) {
        TakeTokens.Builder wire =
                TakeTokens.newBuilder().setPerSecond(limit.perSecond()).setBurst(limit.burst());
        demands.forEach((user, tokens) ->
                wire.addDemands(TokenDemand.newBuilder().setUser(user.value()).setTokens(tokens)));
        return wire.build();
    }

    static Map<UserId, Integer> demands(TakeTokens wire) {
        Map<UserId, Integer> demands = new HashMap<>(wire.getDemandsCount() * 2);
        for (TokenDemand each : wire.getDemandsList()) {
            if (each.getTokens() < 1) {
                throw new IllegalArgumentException("tokens: " + each.getTokens() + " (expected: 1 or more)");
            }
            demands.put(new UserId(each.getUser()), each.getTokens());
        }
        return demands;
    }

    static RateLimit limit(TakeTokens wire) {
        return new RateLimit(wire.getPerSecond(), wire.getBurst());
    }

    static TokenGrants of(Map<UserId, Grant> grants) {
        TokenGrants.Builder wire = TokenGrants.newBuilder();
        grants.forEach((user, grant) -> wire.addGrants(TokenGrant.newBuilder()
                .setUser(user.value())
                .setTokens(grant.tokens())
                .setRetryAfterMillis(grant.retryAfterMillis())));
        return wire.build();
    }

    static Map<UserId, Grant> grants(TokenGrants wire) {
        Map<UserId, Grant> grants = new HashMap<>(wire.getGrantsCount() * 2);
        for (TokenGrant each : wire.getGrantsList()) {
            grants.put(new UserId(each.getUser()), new Grant(each.getTokens(), each.getRetryAfterMillis()));
        }
        return grants;
    }
}
