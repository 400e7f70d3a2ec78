package io.keel.im.examples.role;

import io.keel.im.ImException;
import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.ChatOptions;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.Checks;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one role until it is stopped. */
abstract class RoleCommand implements Callable<Integer> {

    @Mixin
    private RoleOptions options = new RoleOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    abstract Role start(RoleSettings settings, ChatSettings rules);

    @Override
    public Integer call() throws InterruptedException {
        Checks checks = new Checks(spec);
        RoleSettings settings = options.settings(spec.name(), checks);
        Tether.bind();
        Role role = started(settings, chat.settings(checks));
        CountDownLatch stopped = Ending.prepare(role::close, settings.end());
        PrintWriter out = spec.commandLine().getOut();
        out.println(settings.name() + " is ready: " + role.url());
        out.flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private Role started(RoleSettings settings, ChatSettings rules) {
        try {
            return start(settings, rules);
        } catch (ImException failure) {
            throw new UsageException(settings.name() + ": " + failure.getMessage(), failure);
        }
    }
}
