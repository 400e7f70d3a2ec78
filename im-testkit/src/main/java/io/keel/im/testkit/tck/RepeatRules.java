package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static io.keel.im.testkit.tck.Drafts.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A {@code clientMsgId} that comes again under another command id. */
abstract class RepeatRules extends StoreRules {
    RepeatRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a clientMsgId sent again under another command id is answered with the first message")
    void resentClientMsgIdIsRepeated() {
        Append first = drafts.direct(ALICE, BOB, "hello").clientMsgId("same").build();
        Stored stored = stored(append(List.of(first)).get(0));

        Append resent = drafts.direct(ALICE, BOB, "hello")
                .clientMsgId("same")
                .digest(new Digest(1, 2))
                .build();

        assertThat(append(List.of(resent))).containsExactly(repeatOf(first, stored, 1));
        assertThat(log(ALICE_BOB)).containsExactly(stored.message());
    }

    @Test
    @DisplayName("the same clientMsgId twice in one batch is stored once")
    void clientMsgIdTwiceInOneBatchIsStoredOnce() {
        Append first = drafts.direct(ALICE, BOB, "first").clientMsgId("same").build();
        Append second = drafts.direct(ALICE, BOB, "second").clientMsgId("same").build();

        List<AppendResult> results = append(List.of(first, second));

        assertThat(results.get(1)).isEqualTo(repeatOf(first, stored(results.get(0)), 1));
        assertThat(log(ALICE_BOB)).extracting(StoreRules::textOf).containsExactly("first");
        assertThat(positions(inbox(BOB))).containsExactly(1L);
    }

    @Test
    @DisplayName("a clientMsgId belongs to its sender and device, whatever the conversation")
    void clientMsgIdBelongsToUserAndDevice() {
        Append first = drafts.direct(ALICE, BOB, "x").clientMsgId("m").build();
        Stored stored = stored(append(List.of(first)).get(0));

        store(drafts.direct(ALICE, BOB, "other device").clientMsgId("m").device(WEB));
        store(drafts.direct(BOB, ALICE, "other user").clientMsgId("m"));
        AppendResult elsewhere = append(drafts.direct(ALICE, CAROL, "elsewhere").clientMsgId("m"))
                .get(0);

        assertThat(elsewhere).isEqualTo(repeatOf(first, stored, 1));
        assertThat(log(ALICE_BOB)).hasSize(3);
        assertThat(log(ALICE_CAROL)).isEmpty();
    }

    @Test
    @DisplayName("case matters in users, devices and clientMsgIds")
    void caseMattersInSendKeys() {
        UserId bigAlice = new UserId("Alice");
        store(drafts.direct(ALICE, BOB, "1").clientMsgId("m"));
        store(drafts.direct(ALICE, BOB, "2").clientMsgId("M"));
        store(drafts.direct(ALICE, BOB, "3").clientMsgId("m").device(new io.keel.im.DeviceId("Phone")));
        store(drafts.direct(bigAlice, BOB, "4").clientMsgId("m"));

        assertThat(log(ALICE_BOB)).hasSize(3);
    }

    @Test
    @DisplayName("the sender's inbox position is repeated, and 0 under read diffusion")
    void repeatTellsTheSendersInboxPosition() {
        store(drafts.direct(ALICE, BOB, "moves bob's inbox on"));
        Draft direct = drafts.direct(BOB, ALICE, "direct").to(ALICE, BOB);
        store(direct);
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        Draft inHall = hall.said(BOB, "in the hall");
        store(inHall);

        assertThat(repeated(direct).inboxSeq()).isEqualTo(2);
        assertThat(repeated(inHall).inboxSeq()).isZero();
        assertThat(repeated(inHall).seq()).isEqualTo(2);
    }

    @Test
    @DisplayName("a repeat is told before staleness")
    void repeatIsToldBeforeStaleness() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft said = team.said(BOB, "before");
        store(said);
        store(team.removed(BOB));
        store(team.added(DAVE));

        assertThat(repeated(said).seq()).isEqualTo(2);
        assertThat(repeated(said.judgedBy(team.group().version())).seq()).isEqualTo(2);
    }

    @Test
    @DisplayName("a message that was recalled is still repeated")
    void recallDoesNotForgetTheRepeat() {
        Draft said = drafts.direct(ALICE, BOB, "oops").clientMsgId("m");
        Stored first = store(said);
        store(drafts.recall(ALICE, BOB, 1));

        assertThat(repeated(said)).isEqualTo(repeatOf(said.build(), first, 1));
        assertThat(log(ALICE_BOB)).hasSize(2);
    }

    @Test
    @DisplayName("first answers are found by their keys, and what was never stored is absent")
    void repeatsFindsFirstAnswers() {
        Draft one = drafts.direct(ALICE, BOB, "1");
        Draft two = drafts.direct(BOB, ALICE, "2");
        List<Stored> stored = store(one, two);
        CommandKey oneAgain = one.resent(drafts.nextId()).key();
        CommandKey twoAgain = two.resent(drafts.nextId()).key();
        CommandKey never = drafts.direct(ALICE, BOB, "never").key();

        Map<CommandKey, Known> found = await(stores().conversations().repeats(List.of(oneAgain, never, twoAgain)));

        assertThat(found)
                .isEqualTo(Map.of(
                        oneAgain, repeatOf(one.build(), stored.get(0), 1),
                        twoAgain, repeatOf(two.build(), stored.get(1), 2)));
        assertThat(await(stores().conversations().repeats(List.of()))).isEmpty();
    }

    /** Sends again what was stored, as another command. */
    private Repeated repeated(Draft draft) {
        AppendResult result = append(draft.resent(drafts.nextId())).get(0);
        assertThat(result).isInstanceOf(Repeated.class);
        return (Repeated) result;
    }

    private static Repeated repeatOf(Append append, Stored first, long inboxSeq) {
        return new Repeated(
                append.draft().messageId(),
                first.message().seq(),
                append.draft().sentAt(),
                inboxSeq,
                append.digest());
    }
}
