package io.keel.im.registry.etcd;

import io.keel.im.ImException;
import io.keel.im.spi.WorkerIds;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that makes ids without end, one a line, by the only worker id there is; ends when its standard input does.
 * {@code refused} is printed once when ids are refused, {@code lost} when the worker id is.
 */
final class IdProcess {

    private IdProcess() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        try (EtcdConnection etcd = EtcdConnection.builder(args[0])
                .namespace(args[1])
                .lease(Duration.ofSeconds(3))
                .open()) {
            WorkerIds.Lease lease = EtcdWorkerIds.over(etcd, 1)
                    .lease(InstantSource.system())
                    .toCompletableFuture()
                    .join();
            lease.lost().thenRun(() -> out.println("lost"));
            Thread reader = new Thread(IdProcess::endWithInput);
            reader.setDaemon(true);
            reader.start();
            boolean refused = false;
            while (true) {
                try {
                    out.println(lease.ids().next());
                } catch (ImException e) {
                    if (!refused) {
                        out.println("refused");
                        refused = true;
                    }
                }
                LockSupport.parkNanos(200_000);
            }
        }
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (java.io.IOException e) {
            // Its end, too.
        }
        Runtime.getRuntime().halt(0);
    }
}
