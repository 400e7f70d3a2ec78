package io.keel.im.examples.embedded;

import io.keel.im.examples.host.ChatOptions;
import io.keel.im.examples.host.Checks;
import io.keel.im.examples.host.ProxyOptions;
import io.keel.im.examples.host.SigningKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded chat until it is stopped. */
@Command(
        name = "embedded",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Runs the whole chat in this JVM with a page to chat on, in memory or on MySQL. Stops on Ctrl-C.",
            "Tokens are signed with IM_JWT_SECRET (32 bytes or more), or with a random key when it is unset."
        })
public final class EmbeddedCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "NAME", description = "Listens on this address alone; on all when unset.")
    private String host = "";

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 for any free one.")
    private int port = 8080;

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Mixin
    private ProxyOptions proxies = new ProxyOptions();

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            description = "How many threads serve sockets; 0 for one per core.")
    private int eventLoops = 0;

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            description =
                    "Stores everything in this database of MySQL or MariaDB, and makes its tables; in memory when unset.")
    private String mysql = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Checks checks = new Checks(spec);
        EmbeddedOptions options = new EmbeddedOptions(
                host,
                checks.within("--port", port, 0, 65_535),
                chat.settings(checks),
                proxies.trusted(),
                checks.within("--event-loops", eventLoops, 0, 1_024));
        byte[] key = SigningKey.fromEnvironment();
        if (mysql.isEmpty()) {
            return run(EmbeddedServer.start(options, key), new CompletableFuture<>());
        }
        try (MysqlBacking backing = MysqlBacking.open(mysql)) {
            return run(EmbeddedServer.start(options, key, backing.stores(), backing.ids()), backing.lost());
        }
    }

    /** Runs until the JVM is told to end, or the server may go on no more. */
    private int run(EmbeddedServer started, CompletionStage<Void> lost) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(CommandLine.ExitCode.OK);
        try (EmbeddedServer server = started) {
            Thread hook = new Thread(
                    () -> {
                        server.close();
                        stopped.countDown();
                    },
                    "shutdown");
            Runtime.getRuntime().addShutdownHook(hook);
            lost.thenRun(() -> {
                spec.commandLine().getErr().println("another process has taken the database");
                code.set(CommandLine.ExitCode.SOFTWARE);
                stopped.countDown();
            });
            PrintWriter out = spec.commandLine().getOut();
            out.println("Keel IM is ready: " + server.url());
            out.flush();
            stopped.await();
        }
        return code.get();
    }
}
