package io.keel.im.examples.host;

import io.keel.im.gateway.GatewayLimits;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Fanout;
import java.time.Duration;

/**
 * The rules of the chat that the examples can be told.
 *
 * @param ratePerSecond how many messages a user may send a second
 * @param rateBurst how many messages a user may send at once
 * @param clusterRate whether a user has one bucket of messages over all gateways
 * @param heartbeat after what silence clients send a ping
 * @param writeDiffusionLimit up to how many members a group's messages are written to every inbox
 * @param recallWindow for how long a sender may recall a message
 * @param reconnectsPerSecond how many clients a second a gateway that leaves sends elsewhere
 */
public record ChatSettings(
        double ratePerSecond,
        int rateBurst,
        boolean clusterRate,
        Duration heartbeat,
        int writeDiffusionLimit,
        Duration recallWindow,
        int reconnectsPerSecond) {

    /** What counts unless something else is said. */
    public static ChatSettings defaults() {
        return new ChatSettings(1, 5, false, Duration.ofSeconds(30), 500, Duration.ofMinutes(2), 100);
    }

    /** The same with another rate. */
    public ChatSettings withRate(double perSecond, int burst) {
        return new ChatSettings(
                perSecond, burst, clusterRate, heartbeat, writeDiffusionLimit, recallWindow, reconnectsPerSecond);
    }

    /** As limits of a gateway. */
    public GatewayLimits limits() {
        return GatewayLimits.builder()
                .sends(new RateLimit(ratePerSecond, rateBurst))
                .sharedSends(clusterRate)
                .heartbeat(heartbeat)
                .reconnectsPerSecond(reconnectsPerSecond)
                .build();
    }

    /** As a policy. */
    public ChatPolicy policy() {
        return new ChatPolicy() {
            @Override
            public Duration recallWindow() {
                return recallWindow;
            }
        };
    }

    /** As a choice of diffusion. */
    public Fanout fanout() {
        return Fanout.upTo(writeDiffusionLimit);
    }
}
