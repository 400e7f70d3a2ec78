package io.keel.im.examples.admin;

import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Group;
import io.keel.im.store.mysql.ConversationFacts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells of a conversation what can be told without reading it. */
@Command(
        name = "conversation",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Tells of a conversation what can be told without reading it.", "Asks MySQL."})
final class ConversationCommand extends AdminAction {

    @Parameters(paramLabel = "ID", description = "g:GROUP, or d:USER:USER with the users in byte order.")
    private String conversation = "";

    @Override
    Outcome run(AdminEngines engines) {
        ConversationId id = Ids.conversation(checks(), conversation);
        Optional<ConversationFacts> found = Answers.of(engines.mysql().conversation(id), "MySQL");
        return found.map(facts -> Outcome.of(shown(facts)))
                .orElseGet(() -> Outcome.failed(conversation + ": nothing was ever written there"));
    }

    private static Facts shown(ConversationFacts found) {
        Optional<Group> group = found.group();
        return new Facts()
                .with("conversation", found.conversation())
                .with("kind", found.conversation().kind().name().toLowerCase(Locale.ROOT))
                .with("seq", found.seq())
                .with("said", found.said())
                .with("lastActivity", Instant.ofEpochMilli(found.lastActivity()))
                .with(
                        "members",
                        group.map(Group::size)
                                .orElse(found.conversation().users().size()))
                .with(
                        "diffusion",
                        group.map(Group::diffusion)
                                .map(diffusion -> diffusion.name().toLowerCase(Locale.ROOT))
                                .orElse("write"))
                .with("membershipVersion", found.membershipVersion())
                .with("owner", group.map(Group::owner).orElse(null))
                .with("open", group.map(Group::open).orElse(null))
                .with("disbanded", group.map(Group::disbanded).orElse(null));
    }
}
