package io.keel.im.examples.admin;

import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.presence.Session;
import io.keel.im.session.Evictions;
import io.keel.im.spi.SessionRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes connections of a user, and waits until they are gone. */
@Command(
        name = "kick",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Closes the connections of a user with 4003, at whatever gateways they are.",
            "Clients do not come back by themselves after that, but the user's tokens stay good.",
            "Asks Redis, tells gateways by Kafka, and waits until Redis has the sessions no more."
        })
final class KickCommand extends AdminAction {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();

    @Parameters(paramLabel = "USER", description = "Who.")
    private String user = "";

    @Option(names = "--device", paramLabel = "D", description = "This device alone; all of them when unset.")
    private String device = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "What the client is told.")
    private String reason = "closed by an administrator";

    @Override
    Outcome run(AdminEngines engines) {
        UserId id = Ids.user(checks(), user);
        SessionRegistry sessions = engines.sessions();
        Evictions evictions = new Evictions(sessions, engines.bus());
        List<Session> told = Answers.of(
                device.isEmpty()
                        ? evictions.kick(id, reason)
                        : evictions.kick(id, Ids.device(checks(), device), reason),
                "Redis");
        if (told.isEmpty()) {
            return Outcome.failed(user + (device.isEmpty() ? "" : ", device " + device) + ": not connected");
        }
        boolean gone = gone(sessions, id, told);
        return Outcome.of(
                SessionsCommand.sheet(told),
                gone,
                "told, but not all of these are gone after " + PATIENCE.toSeconds() + " s: see admin sessions " + user);
    }

    private static boolean gone(SessionRegistry sessions, UserId user, List<Session> told) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Set<Session> left = new HashSet<>(
                        Answers.of(sessions.sessionsOf(List.of(user)), "Redis").getOrDefault(user, List.of()));
                left.retainAll(told);
                if (left.isEmpty()) {
                    return true;
                }
            } catch (ImException away) {
                // Asked again until the time is over.
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }
}
