package io.keel.im.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How many clients a server holds, and how many it may. Safe for use by several threads. */
final class Population {

    /** Sockets above the limit of connections, so that health checks and refusals are still answered. */
    private static final int SPARE = 1024;

    private final int limit;
    private int sockets;
    private int clients;
    private @Nullable CompletableFuture<Void> empty;

    Population(int limit) {
        this.limit = limit;
    }

    /** Counts a socket, if there is room. */
    synchronized boolean addSocket() {
        if (sockets - SPARE >= limit) {
            return false;
        }
        sockets++;
        return true;
    }

    synchronized void removeSocket() {
        sockets--;
    }

    /** Counts a WebSocket client, if there is room. */
    synchronized boolean addClient() {
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
