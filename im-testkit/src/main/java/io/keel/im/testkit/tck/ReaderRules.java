package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.spi.UserConversationStore.Readers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class ReaderRules extends UserConversationRules {
    ReaderRules(StoreTck tck) {
        super(tck);
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    @DisplayName("who has read up to a seq or beyond is counted, in byte order, its sender left out")
    void readersAreCounted(Diffusion diffusion) {
        GroupLog team = group("team", diffusion, ALICE, DAVE, BOB, CAROL);
        store(team.said(ALICE, "2"), team.said(ALICE, "3"));
        ConversationId where = team.conversation();
        assertThat(readers(where, 2, ALICE, 10)).isEqualTo(new Readers(0, 3, List.of()));

        advance(DAVE, where, 3);
        advance(BOB, where, 2);

        assertThat(readers(where, 2, ALICE, 10)).isEqualTo(new Readers(2, 3, List.of(BOB, DAVE)));
        assertThat(readers(where, 3, ALICE, 10)).isEqualTo(new Readers(1, 3, List.of(DAVE)));
        assertThat(await(stores().userConversations().readers(where, 3, Optional.empty(), 10)))
                .isEqualTo(new Readers(2, 4, List.of(ALICE, DAVE)));
    }

    @Test
    @DisplayName("the limit cuts the names, never the counts")
    void limitCutsTheNames() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL, DAVE);
        store(team.said(ALICE, "2"));
        for (UserId user : List.of(BOB, CAROL, DAVE)) {
            advance(user, team.conversation(), 2);
        }

        assertThat(readers(team.conversation(), 2, ALICE, 2)).isEqualTo(new Readers(3, 3, List.of(BOB, CAROL)));
    }

    @Test
    @DisplayName("who joined later could not have read; who has left does not count any more")
    void onlyPresentMembersWhoHadJoinedCount() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);
        store(team.said(ALICE, "2"));
        store(team.added(DAVE));
        ConversationId where = team.conversation();
        for (UserId user : List.of(BOB, CAROL, DAVE)) {
            advance(user, where, 3);
        }

        assertThat(readers(where, 2, ALICE, 10)).isEqualTo(new Readers(2, 2, List.of(BOB, CAROL)));
        assertThat(readers(where, 3, ALICE, 10)).isEqualTo(new Readers(3, 3, List.of(BOB, CAROL, DAVE)));

        store(team.removed(BOB));
        assertThat(readers(where, 2, ALICE, 10)).isEqualTo(new Readers(1, 1, List.of(CAROL)));
        store(team.added(BOB));
        assertThat(readers(where, 2, ALICE, 10)).isEqualTo(new Readers(1, 1, List.of(CAROL)));
    }

    @Test
    @DisplayName("in a direct conversation the other side is who can have read")
    void directConversationHasOneReader() {
        chat(ALICE, BOB, 2);
        assertThat(readers(ALICE_BOB, 1, ALICE, 10)).isEqualTo(new Readers(0, 1, List.of()));

        advance(BOB, ALICE_BOB, 1);

        assertThat(readers(ALICE_BOB, 1, ALICE, 10)).isEqualTo(new Readers(1, 1, List.of(BOB)));
        assertThat(readers(ALICE_BOB, 2, ALICE, 10)).isEqualTo(new Readers(0, 1, List.of()));
        assertThat(readers(ALICE_BOB, 2, BOB, 10)).isEqualTo(new Readers(1, 1, List.of(ALICE)));
    }

    @Test
    @DisplayName("nobody else reads what one writes to oneself")
    void selfConversationHasNoOtherReader() {
        chat(ALICE, ALICE, 1);

        assertThat(readers(ConversationId.direct(ALICE, ALICE), 1, ALICE, 10)).isEqualTo(new Readers(0, 0, List.of()));
    }

    private Readers readers(ConversationId conversation, long seq, UserId except, int limit) {
        return await(stores().userConversations().readers(conversation, seq, Optional.of(except), limit));
    }
}
