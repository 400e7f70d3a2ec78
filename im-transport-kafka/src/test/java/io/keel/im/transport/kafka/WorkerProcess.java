package io.keel.im.transport.kafka;

import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a process of its own. It takes a while for each batch, then pushes what was said, under its own name. Ends when its
 * standard input does.
 */
final class WorkerProcess {

    private WorkerProcess() {}

    /** Runs with the broker's address, the topics' prefix, the gateway and its own name. */
    public static void main(String[] args) throws IOException {
        GatewayId gateway = new GatewayId(args[2]);
        try (KafkaBus bus =
                KafkaBus.builder(args[0]).prefix(args[1]).partitions(4).open()) {
            bus.consume(batch -> CompletableFuture.runAsync(
                    () -> bus.push(
                            gateway,
                            batch.stream()
                                    .map((Submission each) -> Sends.said(each, args[3]))
                                    .toList()),
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        Runtime.getRuntime().halt(0);
    }
}
