package io.keel.im.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The sockets that a server holds, and how many of them are clients. Safe for use by several threads. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class Population {

    /** Sockets above the limit of connections, so that health checks and refusals are still answered. */
    private static final int SPARE = 1024;

    private final Set<Channel> sockets = new HashSet<>();
    private final ChannelFutureListener leaving = closed -> removeSocket(closed.channel());
    private int clients;
    private @Nullable CompletableFuture<Void> empty;
    private @Nullable CompletableFuture<Void> deserted;

    /**
     * Takes a socket in until it is closed, if there is room.
     *
     * @param limit how many clients there may be
     */
    synchronized boolean addSocket(Channel socket, int limit) {
        if (deserted != null || sockets.size() - SPARE >= limit) {
            return false;
        }
        sockets.add(socket);
        socket.closeFuture().addListener(leaving);
        return true;
    }

    private synchronized void removeSocket(Channel socket) {
        sockets.remove(socket);
        if (deserted != null && sockets.isEmpty()) {
            deserted.complete(null);
        }
    }

    /**
     * Closes every socket, and takes no more. Event loops that shut down at once do not always close theirs, and whoever keeps a
     * connection for its next request would wait on it for ever.
     *
     * @return ends when the last one is closed
     */
    CompletionStage<Void> closeSockets() {
        List<Channel> all;
        CompletableFuture<Void> end;
        synchronized (this) {
            end = deserted == null ? new CompletableFuture<>() : deserted;
            deserted = end;
            all = List.copyOf(sockets);
        }
        if (all.isEmpty()) {
            end.complete(null);
        }
        all.forEach(Channel::close);
        return end.copy();
    }

    /** Counts a WebSocket client, if there is room. */
    synchronized boolean addClient(int limit) {
        if (clients >= limit) {
            return false;
        }
        clients++;
        return true;
    }

    synchronized void removeClient() {
        clients--;
        if (clients == 0 && empty != null) {
            empty.complete(null);
        }
    }

    /** Ends when there is no WebSocket client. */
    synchronized CompletionStage<Void> empty() {
        if (empty == null) {
            empty = new CompletableFuture<>();
        }
        if (clients == 0) {
            empty.complete(null);
        }
        return empty.copy();
    }
}
