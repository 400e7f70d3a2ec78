package io.keel.im.testkit.checking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.testkit.history.Fingerprint;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Invariant;
import io.keel.im.testkit.history.Line;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.Told;
import io.keel.im.testkit.history.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId WEB = new DeviceId("web");
    private static final ConversationId CHAT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId TEAM = ConversationId.group(new GroupId("team"));

    private final HistoryChecker checker = HistoryChecker.create();
    private final Witness alice = checker.witness(ALICE, WEB);
    private final Witness bob = checker.witness(BOB, WEB);

    @Test
    void cleanHistoryIsClean() {
        for (int seq = 1; seq <= 100; seq++) {
            say(seq);
            bob.pushed(line(seq), seq);
            checker.stored(line(seq));
        }
        alice.synced(0, List.of(Told.message(1, line(1))));
        alice.caughtUp();
        bob.caughtUp();

        assertThat(checker.check()).hasToString("100 messages, nothing broke");
        checker.check().assertClean();
    }

    @Test
    void answeredMessageThatIsNotStoredBreaksI1() {
        say(1);
        say(2);
        checker.stored(line(1));
        checker.storeRead(CHAT);

        Report report = checker.check();

        assertThat(report.broken()).contains(Invariant.I1);
        assertThat(report.toString())
                .contains("d:alice:bob #2, id 1002")
                .contains("answered sent, but not in the store");
        assertThatThrownBy(report::assertClean)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("#2");
    }

    @Test
    void otherContentThanSubmittedBreaksI1() {
        alice.submitted(new ClientMsgId("m1"), Fingerprint.ofText("what was meant"));
        checker.stored(line(1));

        assertThat(checker.check().broken()).containsExactly(Invariant.I1);
    }

    @Test
    void oneSendAtTwoSeqsBreaksI2() {
        checker.stored(line(1));
        checker.stored(new Line(CHAT, 2, 1002, "alice", "web", "m1", Fingerprint.ofText("text 1"), null, "text 1"));

        Report report = checker.check();

        assertThat(report.broken()).containsExactly(Invariant.I2);
        assertThat(report.violations().get(0).messages())
                .hasSize(2)
                .anyMatch(text -> text.contains("#1"))
                .anyMatch(text -> text.contains("#2"));
    }

    @Test
    void twoAnswersToOneSendBreakI2() {
        say(1);
        alice.acknowledged(new ClientMsgId("m1"), CHAT, 2, 1002, 2);

        assertThat(checker.check().broken()).contains(Invariant.I2);
    }

    @Test
    void reusedSeqBreaksI3AndShowsBothMessages() {
        bob.pushed(line(1), 1);
        alice.read(CHAT, List.of(new Line(CHAT, 1, 77, "bob", "web", "m9", 5, null, "another")));

        Report report = checker.check();

        assertThat(report.broken()).containsExactly(Invariant.I3);
        assertThat(report.toString()).contains("text 1").contains("another");
    }

    @Test
    void gapInALogBreaksI3() {
        checker.stored(line(1));
        checker.stored(line(3));

        assertThat(checker.check().broken()).containsExactly(Invariant.I3);
    }

    @Test
    void gapInAnInboxBreaksI4() {
        bob.synced(0, List.of(Told.message(1, line(1)), Told.message(3, line(2))));

        assertThat(checker.check().broken()).containsExactly(Invariant.I4);
    }

    @Test
    void positionThatIsTwoThingsBreaksI4() {
        bob.pushed(line(1), 1);
        checker.witness(BOB, new DeviceId("phone")).pushed(line(2), 1);

        assertThat(checker.check().broken()).contains(Invariant.I4);
    }

    @Test
    void messageTwiceInAnInboxBreaksI4() {
        bob.pushed(line(1), 1);
        bob.pushed(line(1), 2);

        assertThat(checker.check().broken()).contains(Invariant.I4);
    }

    @Test
    void deviceThatHasCaughtUpAndLacksAMessageBreaksI5() {
        checker.stored(line(1));
        checker.stored(line(2));
        bob.pushed(line(2), 1);
        assertThat(checker.check().clean()).isTrue();

        bob.caughtUp();

        assertThat(checker.check().broken()).containsExactly(Invariant.I5);
    }

    @Test
    void pushOfWhatIsNotStoredBreaksI5() {
        bob.pushed(line(1), 1);
        checker.storeRead(CHAT);

        assertThat(checker.check().broken()).contains(Invariant.I5);
    }

    @Test
    void recalledAndRemovedMessagesBreakNothing() {
        say(1);
        bob.pushed(line(1), 1);
        Line blank = new Line(CHAT, 1, 1001, "alice", "web", "m1", Fingerprint.BLANK, null, "");
        Line event = new Line(CHAT, 2, 2002, "alice", "web", "", 9, Event.recalled(1), "");
        bob.pushed(event, 2);
        bob.removed(CHAT, List.of(1L), 3);
        alice.synced(0, List.of(Told.message(1, blank), Told.message(2, event)));
        checker.stored(blank);
        checker.stored(event);
        checker.storedInbox(BOB, Told.nothing(1));
        bob.caughtUp();
        alice.caughtUp();

        checker.check().assertClean();
    }

    @Test
    void sessionOfAReplacedConnectionBreaksI6() {
        alice.connected("1");
        alice.connected("2");
        checker.sessionsHeld(List.of(new Session(ALICE, WEB, new GatewayId("g"), 2)));
        assertThat(checker.check().clean()).isTrue();

        checker.sessionsHeld(List.of(new Session(ALICE, WEB, new GatewayId("g"), 1)));
        assertThat(checker.check().count(Invariant.I6)).isEqualTo(1);
        alice.disconnected();
        checker.sessionsHeld(List.of(new Session(ALICE, WEB, new GatewayId("g"), 2)));
        assertThat(checker.check().count(Invariant.I6)).isEqualTo(2);
    }

    @Test
    void oneIdForTwoMessagesBreaksI7() {
        checker.stored(line(1));
        checker.stored(new Line(CHAT, 2, 1001, "alice", "web", "m2", 5, null, ""));

        assertThat(checker.check().broken()).containsExactly(Invariant.I7);
    }

    @Test
    void queuePastItsBoundBreaksI8() {
        checker.measured("outbound of bob", 10, 10);
        assertThat(checker.check().clean()).isTrue();
        checker.measured("outbound of bob", 11, 10);

        assertThat(checker.check().broken()).containsExactly(Invariant.I8);
    }

    @Test
    void strangerThatIsToldOrWritesBreaksI9() {
        Witness eve = checker.witness(new UserId("eve"), WEB);
        eve.pushed(line(1), 0);
        assertThat(checker.check().broken()).contains(Invariant.I9);

        checker.stored(new Line(CHAT, 2, 1002, "eve", "web", "m", 5, null, ""));
        assertThat(checker.check().count(Invariant.I9)).isEqualTo(2);
    }

    @Test
    void memberSeesFromItsJoinToItsLeave() {
        Line created = event(1, EventKind.GROUP_CREATED, "alice");
        Line before = said(2);
        Line added = event(3, EventKind.MEMBERS_ADDED, "alice", BOB);
        Line during = said(4);
        Line removed = event(5, EventKind.MEMBERS_REMOVED, "alice", BOB);
        Line after = said(6);
        List.of(created, before, added, during, removed, after).forEach(checker::stored);
        alice.read(TEAM, List.of(created, before, added, during, removed, after));
        alice.caughtUp();
        bob.pushed(added, 1);
        bob.pushed(during, 2);
        bob.pushed(removed, 3);
        assertThat(checker.check().violations())
                .allMatch(violation -> violation.what().contains("inbox"));

        bob.pushed(after, 0);
        assertThat(checker.check().count(Invariant.I9)).isEqualTo(1);
        bob.read(TEAM, List.of(before));
        assertThat(checker.check().count(Invariant.I9)).isEqualTo(2);
    }

    @Test
    void pushesOutOfOrderAreFoundAndDoublesAreNot() {
        bob.pushed(line(1), 1);
        bob.pushed(line(2), 2);
        bob.pushed(line(1), 1);
        bob.pushed(line(4), 4);
        assertThat(checker.check().count(Invariant.PUSH_ORDER)).isZero();

        bob.pushed(line(3), 3);

        assertThat(checker.check().count(Invariant.PUSH_ORDER)).isEqualTo(1);
    }

    @Test
    void lostBatchMateIsMissedInTheInboxOfTheOther() {
        say(1);
        say(2);
        checker.stored(line(1));
        checker.stored(line(2));
        checker.storedInbox(BOB, Told.message(1, line(1)));
        checker.storeInboxEnds(BOB, 1);

        Report report = checker.check();

        assertThat(report.broken()).containsExactly(Invariant.I5);
        assertThat(report.toString()).contains("not in the inbox of bob").contains("#2");
    }

    @Test
    void reportStaysReadableHoweverMuchBroke() {
        for (int seq = 2; seq <= 2_000; seq += 2) {
            checker.stored(line(seq));
        }

        Report report = checker.check();

        assertThat(report.count(Invariant.I3)).isEqualTo(1_000);
        assertThat(report.violations()).hasSize(100);
        assertThat(report.toString().lines().count()).isLessThan(50);
    }

    private void say(long seq) {
        alice.submitted(new ClientMsgId("m" + seq), Fingerprint.ofText("text " + seq));
        alice.acknowledged(new ClientMsgId("m" + seq), CHAT, seq, 1000 + seq, seq);
    }

    private static Line line(long seq) {
        String text = "text " + seq;
        return new Line(CHAT, seq, 1000 + seq, "alice", "web", "m" + seq, Fingerprint.ofText(text), null, text);
    }

    private static Line said(long seq) {
        return new Line(TEAM, seq, 1000 + seq, "alice", "web", "t" + seq, 7, null, "");
    }

    private static Line event(long seq, EventKind kind, String by, UserId... users) {
        return new Line(TEAM, seq, 1000 + seq, by, "web", "", 3, Event.of(kind, List.of(users)), "");
    }
}
