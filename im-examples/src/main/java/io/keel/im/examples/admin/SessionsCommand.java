package io.keel.im.examples.admin;

import io.keel.im.UserId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.presence.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells where a user is connected. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Tells where a user is connected.", "Asks Redis."})
final class SessionsCommand extends AdminAction {

    @Parameters(paramLabel = "USER", description = "Who.")
    private String user = "";

    @Override
    Outcome run(AdminEngines engines) {
        UserId id = Ids.user(checks(), user);
        List<Session> sessions =
                Answers.of(engines.sessions().sessionsOf(List.of(id)), "Redis").getOrDefault(id, List.of());
        return Outcome.of(sheet(sessions), !sessions.isEmpty(), user + ": not connected");
    }

    /** Sessions, the oldest first. The connection is named as its {@code welcome} named it to the client. */
    static Sheet sheet(List<Session> sessions) {
        Sheet sheet = new Sheet("no sessions", "user", "device", "gateway", "connection", "since");
        sessions.stream()
                .sorted(Comparator.comparingLong(Session::connection))
                .forEach(session -> sheet.row(
                        session.user(),
                        session.device(),
                        session.gateway(),
                        Long.toString(session.connection(), Character.MAX_RADIX),
                        Instant.ofEpochMilli(SnowflakeIds.millisOf(session.connection()))));
        return sheet;
    }
}
