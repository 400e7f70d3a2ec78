package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.gateway.TransportLimits;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.TurnedAway;
import io.keel.im.websocket.http.AttemptLimit;
import io.keel.im.websocket.http.HttpResponse;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Turns an HTTP connection into a client's WebSocket, where that is allowed and there is room. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class WebSocketOpening {

    private static final int RETRY_SECONDS = 5;
    private static final int FORBIDDEN = 403;

    private final Settings settings;
    private final Population population;
    private final Function<Channel, Loop> loops;
    private final RandomGenerator random;
    private final AddressCounts perAddress = new AddressCounts();
    private final AttemptLimit connects;

    WebSocketOpening(Settings settings, Population population, Function<Channel, Loop> loops, RandomGenerator random) {
        this.settings = settings;
        this.population = population;
        this.loops = loops;
        this.random = random;
        this.connects = new AttemptLimit(() -> settings.now().connects(), System::nanoTime);
    }

    /** Upgrades a connection; returns the refusal instead if it must not be. */
    Optional<HttpResponse> open(ChannelHandlerContext context, HttpRequest request, HttpIntake.Target target) {
        Upgrade upgrade = Upgrade.of(request, settings.origins());
        if (upgrade instanceof Upgrade.Refused refused) {
            if (refused.answer().status() == FORBIDDEN) {
                settings.gate().telemetry().turnedAway(TurnedAway.ORIGIN);
            }
            return Optional.of(refused.answer());
        }
        String address = settings.proxies().client(context.channel().remoteAddress(), request.headers());
        Optional<HttpResponse> refusal = enter(address);
        if (refusal.isPresent()) {
            return refusal;
        }
        Upgrade.Accepted accepted = (Upgrade.Accepted) upgrade;
        WebSocketConnection connection = new WebSocketConnection(
                context.channel(),
                loops.apply(context.channel()),
                accepted.encoding(),
                new WebSocketConnection.Client(address, settings.limits().messageBytes(), () -> leave(address)));
        context.writeAndFlush(HttpWire.switching(accepted));
        ChannelPipeline pipeline = context.pipeline();
        connection.join(pipeline);
        pipeline.remove(context.handler());
        pipeline.get(HttpServerCodec.class).removeOutboundHandler();
        // Off, if this was asked behind another request.
        context.channel().config().setAutoRead(true);
        connection.open(settings.gate(), target.first("token"), target.first("device"));
        // What the codec has already read goes on to the connection.
        pipeline.remove(HttpServerCodec.class);
        return Optional.empty();
    }

    /** Counts a client of an address in, unless it may not come now. */
    private Optional<HttpResponse> enter(String address) {
        TransportLimits limits = settings.now();
        long wait = connects.take(address);
        if (wait > 0) {
            limited(Limit.ADDRESS_CONNECTS);
            return Optional.of(HttpResponse.rateLimited("too many connects from this address", wait));
        }
        if (!settings.gate().ready()) {
            settings.gate().telemetry().turnedAway(TurnedAway.LEAVING);
            return Optional.of(unavailable("this gateway takes no new clients"));
        }
        if (settings.gate().crowded()) {
            limited(Limit.CONNECTS);
            return Optional.of(unavailable("too many clients come at once"));
        }
        if (!perAddress.enter(address, limits.connectionsPerAddress())) {
            limited(Limit.ADDRESS_CONNECTIONS);
            return Optional.of(HttpResponse.error(429, ErrorCode.RATE_LIMITED, "too many connections of this address"));
        }
        if (!population.addClient(limits.connections())) {
            perAddress.leave(address);
            limited(Limit.CONNECTIONS);
            return Optional.of(unavailable("this gateway is full"));
        }
        return Optional.empty();
    }

    private void limited(Limit limit) {
        Telemetry telemetry = settings.gate().telemetry();
        telemetry.limited(limit);
        telemetry.turnedAway(TurnedAway.LIMIT);
    }

    private void leave(String address) {
        perAddress.leave(address);
        population.removeClient();
    }

    /** Nobody knows when there will be room; those who keep to what they are told will at least not come back together. */
    private HttpResponse unavailable(String message) {
        return HttpResponse.error(503, ErrorCode.UNAVAILABLE, message)
                .with("Retry-After", Integer.toString(random.nextInt(1, RETRY_SECONDS + 1)));
    }
}
