package io.keel.im.memory;

import static io.keel.im.memory.Entries.append;
import static io.keel.im.memory.Entries.now;
import static io.keel.im.memory.Entries.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.EventKind;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.spi.UserConversationStore.Readers;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Counts of readers and of unread messages, against a model that scans. */
class GroupReadersTest {

    private static final GroupId GROUP = new GroupId("g");
    private static final ConversationId CONVERSATION = ConversationId.group(GROUP);
    private static final UserId OWNER = user("owner");

    @Property(tries = 300)
    void countsAreThoseOfAScan(@ForAll("lives") List<Step> life) {
        Model model = new Model();
        life.forEach(model::take);

        for (long seq = 1; seq <= model.head(); seq++) {
            for (Optional<UserId> except : List.of(Optional.<UserId>empty(), Optional.of(OWNER))) {
                assertThat(model.told(seq, except)).isEqualTo(model.scanned(seq, except));
            }
        }
        model.members.forEach((member, place) -> assertThat(model.told(member).unread())
                .as("unread of %s", member)
                .isEqualTo(model.unread(place)));
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Integer> who = Arbitraries.integers().between(0, 4);
        Arbitrary<Integer> seq = Arbitraries.integers().between(0, 60);
        return Combinators.combine(Arbitraries.of(Step.Kind.class), who, seq)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    /** What is done next: by or to whom, and, of a read, up to which seq. */
    record Step(Kind kind, int who, int seq) {

        enum Kind {
            SAY,
            READ,
            ENTER_OR_LEAVE
        }
    }

    /** Where a member stands. */
    record Place(long joinSeq, long readSeq) {}

    /** The group as a scan would see it, beside the store. */
    private static final class Model {

        private final MemoryStore store = new MemoryStore("e");
        private final Entries entries = new Entries();
        private final Map<UserId, Place> members = new TreeMap<>();
        private final List<Boolean> counted = new ArrayList<>();
        private Group group = new Group(GROUP, "", OWNER, 1, Diffusion.READ, true, true, false, 1);

        Model() {
            append(store, entries.created(GROUP, List.of(OWNER), Diffusion.READ));
            counted.add(false);
            members.put(OWNER, new Place(1, 0));
        }

        long head() {
            return counted.size();
        }

        void take(Step step) {
            UserId user = step.who() == 0 ? OWNER : user("u" + step.who());
            Place place = members.get(user);
            if (step.kind() == Step.Kind.ENTER_OR_LEAVE) {
                enterOrLeave(user, place == null);
            } else if (place != null && step.kind() == Step.Kind.SAY) {
                append(store, entries.said(CONVERSATION, user, "m" + head(), List.of(), group.version()));
                counted.add(true);
                members.put(user, new Place(place.joinSeq(), head()));
            } else if (place != null) {
                now(store.userConversations().advance(user, CONVERSATION, step.seq()));
                long readSeq = Math.max(place.readSeq(), Math.min(step.seq(), head()));
                members.put(user, new Place(place.joinSeq(), readSeq));
            }
        }

        private void enterOrLeave(UserId user, boolean enters) {
            if (user.equals(OWNER)) {
                return;
            }
            group = group.toBuilder()
                    .size(group.size() + (enters ? 1 : -1))
                    .version(group.version() + 1)
                    .build();
            EventKind kind = enters ? EventKind.MEMBER_JOINED : EventKind.MEMBER_LEFT;
            List<UserId> joined = enters ? List.of(user) : List.of();
            List<UserId> gone = enters ? List.of() : List.of(user);
            append(store, entries.changed(group, kind, joined, gone, List.of()));
            counted.add(false);
            if (enters) {
                members.put(user, new Place(head(), 0));
            } else {
                members.remove(user);
            }
        }

        Readers told(long seq, Optional<UserId> except) {
            return now(store.userConversations().readers(CONVERSATION, seq, except, 3));
        }

        UserConversation told(UserId member) {
            return now(store.userConversations().list(member, Optional.empty(), 10))
                    .get(0);
        }

        Readers scanned(long seq, Optional<UserId> except) {
            int could = 0;
            List<UserId> have = new ArrayList<>();
            for (Map.Entry<UserId, Place> member : members.entrySet()) {
                Place place = member.getValue();
                if (Optional.of(member.getKey()).equals(except) || place.joinSeq() > seq) {
                    continue;
                }
                could++;
                if (place.readSeq() >= seq) {
                    have.add(member.getKey());
                }
            }
            return new Readers(have.size(), could, have.subList(0, Math.min(3, have.size())));
        }

        int unread(Place place) {
            int unread = 0;
            for (long seq = Math.max(place.joinSeq(), place.readSeq()) + 1; seq <= head(); seq++) {
                unread += counted.get((int) seq - 1) ? 1 : 0;
            }
            return unread;
        }
    }
}
