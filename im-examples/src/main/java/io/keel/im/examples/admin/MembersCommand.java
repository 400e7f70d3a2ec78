package io.keel.im.examples.admin;

import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.store.mysql.MysqlAdmin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the members of a group. */
@Command(
        name = "members",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {"Lists the members of a group, by name.", "Asks MySQL."})
final class MembersCommand extends AdminAction {

    @Parameters(paramLabel = "GROUP", description = "Which group.")
    private String group = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
    private int limit = 1_000;

    @Option(names = "--after", paramLabel = "USER", description = "Lists those that come after this one.")
    private String after = "";

    @Override
    Outcome run(AdminEngines engines) {
        GroupId id = Ids.group(checks(), group);
        checks().within("--limit", limit, 1, 100_000);
        MysqlAdmin mysql = engines.mysql();
        if (Answers.of(mysql.group(id), "MySQL").isEmpty()) {
            return Outcome.failed(group + ": no such group");
        }
        List<Member> members = Answers.of(mysql.members(id, after, limit), "MySQL");
        Sheet sheet = new Sheet("no members", "user", "role", "joinedAt", "joinSeq", "visibleFrom");
        for (Member member : members) {
            sheet.row(
                    member.user(),
                    member.role().name().toLowerCase(Locale.ROOT),
                    Instant.ofEpochMilli(member.joinedAt()),
                    member.joinSeq(),
                    member.visibleFrom());
        }
        return Outcome.of(sheet);
    }
}
