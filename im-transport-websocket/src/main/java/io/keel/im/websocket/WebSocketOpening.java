package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.websocket.http.HttpResponse;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Optional;
import java.util.function.Function;

/** Turns an HTTP connection into a client's WebSocket, where that is allowed and there is room. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class WebSocketOpening {

    private final Settings settings;
    private final Population population;
    private final Function<Channel, Loop> loops;

    WebSocketOpening(Settings settings, Population population, Function<Channel, Loop> loops) {
        this.settings = settings;
        this.population = population;
        this.loops = loops;
    }

    /** Upgrades a connection; returns the refusal instead if it must not be. */
    Optional<HttpResponse> open(ChannelHandlerContext context, HttpRequest request, HttpIntake.Target target) {
        Upgrade upgrade = Upgrade.of(request, settings.origins());
        if (upgrade instanceof Upgrade.Refused refused) {
            return Optional.of(refused.answer());
        }
        if (!settings.gate().ready()) {
            return Optional.of(unavailable("this gateway takes no new clients"));
        }
        if (!population.addClient()) {
            return Optional.of(unavailable("this gateway is full"));
        }
        Upgrade.Accepted accepted = (Upgrade.Accepted) upgrade;
        WebSocketConnection connection = new WebSocketConnection(
                context.channel(),
                loops.apply(context.channel()),
                accepted.encoding(),
                settings.limits().messageBytes(),
                population::removeClient);
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

    private static HttpResponse unavailable(String message) {
        return HttpResponse.error(503, ErrorCode.UNAVAILABLE, message).with("Retry-After", "1");
    }
}
