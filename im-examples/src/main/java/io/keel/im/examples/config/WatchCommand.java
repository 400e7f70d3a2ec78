package io.keel.im.examples.config;

import io.keel.im.config.Setting;
import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.Watch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows what is configured. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is set, then each change, until it is stopped.",
            "A configuration that processes refuse is told on the standard error."
        })
final class WatchCommand implements Callable<Integer> {

    @Option(names = "--changes", paramLabel = "N", description = "Ends after so many changes; goes on when unset.")
    private int most;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ConfigSnapshot last = new ConfigSnapshot(0, Map.of());
    private int told;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (ConfigAccess access = options.open()) {
            // Whoever has no etcd is told so, instead of waiting for it.
            access.snapshot();
            Watch watch = access.watch(now -> tell(now, end));
            try {
                end.await();
            } finally {
                watch.close();
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Called by one thread at a time. */
    private void tell(ConfigSnapshot now, CountDownLatch end) {
        new ConfigOutput(spec.commandLine().getOut(), options.json()).changes(last, now);
        last = now;
        List<String> problems = Setting.problems(now.values());
        if (!problems.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("refused: " + String.join("; ", problems));
            err.flush();
        }
        if (most > 0 && told++ == most) {
            end.countDown();
        }
    }
}
