package io.keel.im.examples.cluster;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something of the cluster that runs and may be started again: an engine, or a process of ours. */
interface Worker {

    /** Its name, which it keeps. */
    String name();

    /** What it does: a role of ours, or the kind of an engine. */
    String role();

    /** Its process; empty while it has none of ours. */
    OptionalLong pid();

    /** Where it is reached; empty for engines, whose address says more. */
    OptionalInt port();

    /** The port of its gRPC. */
    OptionalInt grpcPort();

    /** The base of its HTTP addresses, or an engine's own address without a password. */
    String url();

    /** What it was started by, without secrets; empty where somebody else did. */
    List<String> command();

    /** Tells whether it ran and runs no more, though nobody asked it to end. */
    boolean died();

    /** Starts it anew with the same name, ports and data. Returns when it is under way; see {@link #awaitReady}. */
    void restart();

    /**
     * Waits until it serves.
     *
     * @throws io.keel.im.examples.UsageException if it ends instead, or takes too long
     */
    void awaitReady();

    /** Ends it in its own orderly way, however long ago it died. */
    void stop();
}
