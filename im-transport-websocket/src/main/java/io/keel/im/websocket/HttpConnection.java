package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.websocket.http.HttpResponse;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection while it speaks HTTP: requests come in, and each is answered before the next is looked at, so that answers
 * leave in order however long each takes. An upgrade to WebSocket ends this handler.
 *
 * <p>While a request is being answered nothing is read; what had been read already waits here, no more than one read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class HttpConnection extends ChannelInboundHandlerAdapter {

    static final String ENDPOINT = "/ws";

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    /** How long a connection is kept between requests. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Settings settings;
    private final HttpAnswers answers;
    private final WebSocketOpening opening;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();

    private @Nullable HttpIntake intake;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean answering;
    private boolean done;
    private int asked;

    HttpConnection(Settings settings, HttpAnswers answers, WebSocketOpening opening) {
        this.settings = settings;
        this.answers = answers;
        this.opening = opening;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        within(settings.now().handshake(), context, () -> context.close());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        done = true;
        stopClock();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (done || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (answering) {
            waiting.add(part);
        } else {
            take(context, part);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.debug("an HTTP connection is given up", cause);
        }
        context.close();
    }

    private void take(ChannelHandlerContext context, HttpObject part) {
        try {
            Optional<HttpResponse> fault = Optional.empty();
            if (part instanceof HttpRequest head) {
                intake = new HttpIntake(head, settings.limits().bodyBytes());
                fault = intake.fault();
                if (fault.isEmpty() && HttpUtil.is100ContinueExpected(head)) {
                    context.writeAndFlush(HttpWire.goOn());
                }
            }
            HttpIntake current = intake;
            if (current == null) {
                return;
            }
            if (fault.isEmpty() && part instanceof HttpContent piece) {
                fault = current.add(piece);
            }
            if (fault.isPresent()) {
                giveUp(context, current, fault.get());
            } else if (part instanceof LastHttpContent) {
                intake = null;
                whole(context, current);
            }
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void whole(ChannelHandlerContext context, HttpIntake request) {
        stopClock();
        Optional<HttpIntake.Target> target = request.target();
        if (target.isEmpty()) {
            giveUp(context, request, HttpAnswers.unreadable(null));
        } else if (target.get().path().equals(ENDPOINT)) {
            opening.open(context, request.head(), target.get())
                    .ifPresent(refusal -> answer(context, request.head(), refusal));
        } else {
            answering = true;
            context.channel().config().setAutoRead(false);
            int number = ++asked;
            within(settings.now().answer(), context, () -> {
                asked++;
                giveUp(context, request, HttpResponse.error(503, ErrorCode.UNAVAILABLE, "no answer in time"));
            });
            String remote = settings.proxies()
                    .client(context.channel().remoteAddress(), request.head().headers());
            answers.answer(request.whole(target.get(), remote))
                    .thenAccept(answer -> context.executor().execute(() -> {
                        // An answer that comes after its deadline has nobody waiting for it.
                        if (number == asked && !done) {
                            answer(context, request.head(), answer);
                        }
                    }));
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest request, HttpResponse answer) {
        stopClock();
        boolean stay = HttpUtil.isKeepAlive(request);
        done = !stay;
        context.writeAndFlush(HttpWire.response(request, answer, stay))
                .addListener(stay ? ChannelFutureListener.CLOSE_ON_FAILURE : HalfClose.AFTER_WRITE);
        if (stay) {
            within(IDLE, context, () -> context.close());
            goOn(context);
        }
    }

    private void goOn(ChannelHandlerContext context) {
        answering = false;
        while (!answering && !done) {
            HttpObject next = waiting.poll();
            if (next == null) {
                context.channel().config().setAutoRead(true);
                return;
            }
            take(context, next);
        }
    }

    /** Answers and reads nothing more: what follows cannot be told from the rest of this request. */
    private void giveUp(ChannelHandlerContext context, HttpIntake request, HttpResponse answer) {
        stopClock();
        intake = null;
        done = true;
        context.writeAndFlush(HttpWire.response(request.head(), answer, false)).addListener(HalfClose.AFTER_WRITE);
    }

    private void within(Duration time, ChannelHandlerContext context, Runnable otherwise) {
        stopClock();
        deadline = context.executor().schedule(otherwise, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
