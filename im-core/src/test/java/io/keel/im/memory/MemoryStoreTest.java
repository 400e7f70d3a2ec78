package io.keel.im.memory;

import static io.keel.im.memory.Entries.append;
import static io.keel.im.memory.Entries.now;
import static io.keel.im.memory.Entries.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    private static final UserId ANN = user("ann");
    private static final UserId BOB = user("bob");
    private static final UserId CAT = user("cat");
    private static final GroupId GROUP = new GroupId("g");

    private final MemoryStore store = new MemoryStore();
    private final Entries entries = new Entries();

    @Test
    void eachStoreHasAnEpochOfItsOwn() {
        assertThat(now(store.epochs().epoch()))
                .isNotEqualTo(now(new MemoryStore().epochs().epoch()));
        assertThat(now(new MemoryStore("first").epochs().epoch())).isEqualTo("first");
    }

    @Test
    void storedMessageIsItsDraftAtItsSeq() {
        Append entry = entries.direct(ANN, BOB, "1");

        assertThat(stored(entry)).isEqualTo(entry.draft().at(1));
    }

    @Test
    void sendToAnotherConversationIsARepetitionWithAnotherDigest() {
        Append first = entries.direct(ANN, BOB, "1");
        append(store, first);

        AppendResult second = append(store, entries.direct(ANN, CAT, "1"));

        assertThat(second)
                .isEqualTo(
                        new Repeated(first.draft().messageId(), 1, first.draft().sentAt(), 1, first.digest()));
        assertThat(now(store.conversations().heads(List.of(ConversationId.direct(ANN, CAT)))))
                .isEmpty();
    }

    @Test
    void rosterOfAWriteDiffusedGroupIsMadeOncePerVersion() {
        append(store, entries.created(GROUP, List.of(ANN, BOB, CAT), Diffusion.WRITE));
        Roster roster = roster(GROUP);

        append(store, entries.said(ConversationId.group(GROUP), ANN, "1", roster.everyone(), 1));

        assertThat(roster(GROUP)).isSameAs(roster);
        assertThat(now(store.inboxes().heads(List.of(ANN, BOB, CAT)))).isEqualTo(Map.of(ANN, 2L, BOB, 2L, CAT, 2L));
    }

    @Test
    void writerInboxSeqStandsWhereItsNameStandsInTheList() {
        append(store, entries.direct(BOB, CAT, "0"));
        append(store, entries.created(GROUP, List.of(ANN, BOB, CAT), Diffusion.WRITE));

        Stored stored =
                (Stored) append(store, entries.said(ConversationId.group(GROUP), BOB, "1", List.of(CAT, ANN, BOB), 1));

        assertThat(stored.inboxSeqs()).containsExactly(3, 2, 3);
    }

    @Test
    void conversationThatWasOnlyConfiguredIsListedFromItsFirstMessageOn() {
        ConversationId conversation = ConversationId.direct(ANN, BOB);
        now(store.userConversations().configure(ANN, conversation, true, null));
        assertThat(now(store.userConversations().list(ANN, Optional.empty(), 10)))
                .isEmpty();

        append(store, entries.direct(BOB, ANN, "1"));

        assertThat(now(store.userConversations().list(ANN, Optional.empty(), 10)))
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.mute()).isTrue();
                    assertThat(listed.unread()).isEqualTo(1);
                });
    }

    @Test
    void disbandedGroupIsSharedByNobody() {
        append(store, entries.created(GROUP, List.of(ANN, BOB), Diffusion.WRITE));
        assertThat(now(store.memberships().shareWriteDiffusedGroup(ANN, Set.of(BOB, CAT))))
                .containsExactly(BOB);

        Group after =
                roster(GROUP).group().toBuilder().disbanded(true).version(2).build();
        append(store, entries.changed(after, EventKind.GROUP_DISBANDED, List.of(), List.of(), List.of(ANN, BOB)));

        assertThat(now(store.memberships().shareWriteDiffusedGroup(ANN, Set.of(BOB, CAT))))
                .isEmpty();
    }

    private Message stored(Append entry) {
        return ((Stored) append(store, entry)).message();
    }

    private Roster roster(GroupId group) {
        return Objects.requireNonNull(
                now(store.memberships().rosters(Map.of(group, Set.of()))).get(group));
    }
}
