package io.keel.im.examples.nginx;

import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.Checks;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps nginx's list of gateways until it is stopped. */
@Command(
        name = "nginx-upstreams",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Keeps nginx's list of gateways as etcd has it.",
            "A new list is written, checked by nginx and taken up by a reload; the last good one stays when the check fails, and"
                    + " while etcd is away."
        })
public final class NginxUpstreamsCommand implements Callable<Integer> {

    private static final String GATEWAY = "gateway";
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** However many changes follow each other, they are taken up after so many waits. */
    private static final int WAITS = 8;

    @Option(
            names = "--etcd",
            paramLabel = "URLS",
            defaultValue = "${env:IM_ETCD_ENDPOINTS:-}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "etcd's client URLs; IM_ETCD_ENDPOINTS when unset.")
    private String etcd = "";

    @Option(names = "--template", paramLabel = "FILE", required = true, description = "What the list is made of.")
    private Path template = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "The list, which nginx's configuration includes.")
    private Path output = Path.of("");

    @Option(names = "--nginx", paramLabel = "PROGRAM", defaultValue = "nginx", description = "nginx itself.")
    private String nginx = "nginx";

    @Option(
            names = "--nginx-config",
            paramLabel = "FILE",
            defaultValue = "/etc/nginx/nginx.conf",
            description = "nginx's main configuration.")
    private Path configuration = Path.of("/etc/nginx/nginx.conf");

    @Option(names = "--run", description = "Starts nginx as well; each of the two ends when the other does.")
    private boolean run;

    @Option(
            names = "--settle-millis",
            paramLabel = "N",
            defaultValue = "250",
            description = "How long others are waited for after a change, and eight times that at most.")
    private int settleMillis;

    @Option(
            names = "--empty-after-seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "After how long it is believed that there is no gateway.")
    private int emptyAfterSeconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checks checks = new Checks(spec);
        Duration settle = Duration.ofMillis(checks.within("--settle-millis", settleMillis, 1, 60_000));
        Duration empty = Duration.ofSeconds(checks.within("--empty-after-seconds", emptyAfterSeconds, 0, 3_600));
        if (etcd.isBlank()) {
            throw new UsageException("--etcd: missing (or set IM_ETCD_ENDPOINTS)");
        }
        UpstreamTemplate text = UpstreamTemplate.read(template);
        UpstreamFile file = list(text);
        NginxProgram program = new NginxProgram(nginx, configuration);
        UpstreamKeeper.Pace pace = new UpstreamKeeper.Pace(settle, settle.multipliedBy(WAITS), empty, RETRY);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "shutdown"));
        try (UpstreamKeeper keeper = new UpstreamKeeper(text, file, program, pace, System::nanoTime);
                EtcdConnection connection = EtcdConnection.open(etcd);
                EtcdServiceRegistry services = EtcdServiceRegistry.over(connection)) {
            if (run) {
                keeper.recovered().join();
                runNginx(program, stopped);
            }
            services.watch(GATEWAY, keeper::show);
            PrintWriter out = spec.commandLine().getOut();
            out.println("nginx-upstreams keeps " + output);
            out.flush();
            stopped.await();
        }
        return run ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    /** The list; where there is none yet it says that there is no gateway, so that nginx finds what it includes. */
    private UpstreamFile list(UpstreamTemplate text) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            throw new UsageException("--output: cannot write into " + folder);
        }
        UpstreamFile file = new UpstreamFile(output);
        if (!Files.exists(output)) {
            file.replace(text.render(List.of()));
            file.keep();
        }
        return file;
    }

    private static void runNginx(NginxProgram program, CountDownLatch stopped) throws IOException {
        Process process = program.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> NginxProgram.end(process), "end of nginx"));
        process.onExit().thenRun(stopped::countDown);
    }
}
