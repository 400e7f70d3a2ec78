package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.Fanout;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Groups of four and more are read-diffused, unless the limit moves. */
class ReadDiffusionTest extends ChatTest {
    private final AtomicInteger limit = new AtomicInteger(3);

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.fanout(size -> Fanout.upTo(limit.get()).choose(size));
    }

    @Test
    void messagesArePushedWithoutAnInboxPosition() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        bob.drainPushes();

        Sent sent = alice.send("g:hall", "x");

        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.hasInboxSeq()).isFalse();
        assertThat(push.getMessage().getSeq()).isEqualTo(2);
        assertThat(sent.getInboxSeq()).isZero();
        assertThat(bob.sync(0).getEntriesList()).isEmpty();
        assertThat(bob.welcome().getInboxSeq()).isZero();
        assertThat(bob.ping()).isZero();
    }

    @Test
    void everyMemberOnlineGetsEveryPushOnceAndTheSenderNone() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient bobsTablet = chat().client("bob", "tablet");
        ScriptedClient alicesPhone = chat().client("alice", "phone");
        ScriptedClient dave = client("dave");
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        List.of(alice, bob, bobsTablet, alicesPhone).forEach(ScriptedClient::drainPushes);

        alice.send("g:hall", "x");

        for (ScriptedClient each : List.of(bob, bobsTablet, alicesPhone)) {
            assertThat(each.expectMessage().getText()).isEqualTo("x");
            each.expectNothing();
        }
        alice.expectNothing();
        dave.expectNothing();
    }

    @Test
    void groupIsReadDiffusedFromTheStartWhenItIsLargeFromTheStart() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        Group group = alice.createGroup("hall", "bob", "carol", "dave");

        assertThat(group.getDiffusion()).isEqualTo(Diffusion.READ);
        assertThat(bob.expect(ServerFrame.BodyCase.MESSAGE).hasInboxSeq()).isFalse();
        assertThat(bob.sync(0).getEntriesList()).isEmpty();
        assertThat(bob.sync(0).getHeadsList())
                .containsExactly(
                        Head.newBuilder().setConversation("g:hall").setSeq(1).build());
    }

    @Test
    void groupThatOutgrowsTheLimitTurnsAndTheTurningEventIsTheLastInEveryInbox() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient dave = client("dave");
        alice.createGroup("team", "bob", "carol");
        alice.send("g:team", "small");
        List.of(alice, bob).forEach(ScriptedClient::drainPushes);
        assertThat(bob.sync(0).getHeadsList()).isEmpty();

        Group turned = alice.addMembers("team", "dave");

        assertThat(turned.getDiffusion()).isEqualTo(Diffusion.READ);
        ServerFrame event = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(event.getMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBERS_ADDED);
        assertThat(event.getInboxSeq()).isEqualTo(3);
        assertThat(dave.expect(ServerFrame.BodyCase.MESSAGE).getInboxSeq()).isEqualTo(1);
        alice.drainPushes();
        assertThat(alice.send("g:team", "large").getInboxSeq()).isZero();
        for (ScriptedClient each : List.of(bob, dave)) {
            ServerFrame push = each.expect(ServerFrame.BodyCase.MESSAGE);
            assertThat(push.getMessage().getText()).isEqualTo("large");
            assertThat(push.hasInboxSeq()).isFalse();
        }
        assertThat(bob.sync(0).getEntriesList()).hasSize(3);
        assertThat(client("carol").sync(0).getEntriesList()).hasSize(3);
        assertThat(bob.sync(0).getHeadsList())
                .containsExactly(
                        Head.newBuilder().setConversation("g:team").setSeq(4).build());
        assertThat(seqs(dave.history("g:team").getMessagesList())).containsExactly(3L, 4L);
    }

    @Test
    void groupThatHasTurnedNeverTurnsBack() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob", "carol");
        alice.addMembers("team", "dave");
        alice.removeMembers("team", "dave", "carol", "bob");

        assertThat(alice.groupInfo("team").getDiffusion()).isEqualTo(Diffusion.READ);
        assertThat(alice.send("g:team", "alone").getInboxSeq()).isZero();
    }

    @Test
    void forcedDiffusionNeverTurns() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("forced", Diffusion.WRITE, "bob", "carol", "dave", "eve"));
        alice.addMembers("forced", "fay");

        assertThat(alice.groupInfo("forced").getDiffusion()).isEqualTo(Diffusion.WRITE);
        assertThat(alice.send("g:forced", "x").getInboxSeq()).isEqualTo(3);
        assertThat(bob.sync(0).getHeadsList()).isEmpty();
    }

    @Test
    void limitThatFallsTurnsAGroupAtItsNextAppend() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob", "carol");
        bob.drainPushes();
        limit.set(2);
        assertThat(alice.groupInfo("team").getDiffusion()).isEqualTo(Diffusion.WRITE);

        Sent turning = alice.send("g:team", "turns");

        assertThat(turning.getInboxSeq()).isEqualTo(2);
        assertThat(bob.expect(ServerFrame.BodyCase.MESSAGE).getInboxSeq()).isEqualTo(2);
        assertThat(alice.groupInfo("team").getDiffusion()).isEqualTo(Diffusion.READ);
        alice.send("g:team", "after");
        ServerFrame after = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(after.hasInboxSeq()).isFalse();
        assertThat(after.getMessage().getText()).isEqualTo("after");
        assertThat(client("carol").sync(0).getEntriesCount()).isEqualTo(2);
    }

    @Test
    void limitThatRisesTurnsNothingBack() {
        ScriptedClient alice = alice();
        alice.createGroup("hall", "bob", "carol", "dave");
        limit.set(100);

        assertThat(alice.send("g:hall", "x").getInboxSeq()).isZero();
        assertThat(alice.groupInfo("hall").getDiffusion()).isEqualTo(Diffusion.READ);
    }

    @Test
    void whoJoinsIsPushedFromThenOnAndWhoLeavesIsNot() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(CreateGroup.newBuilder()
                .setGroup("hall")
                .setName("hall")
                .setDiffusion(Diffusion.READ)
                .setOpen(true));
        alice.send("g:hall", "before");
        bob.expectNothing();

        bob.joinGroup("hall");
        assertThat(bob.expectMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBER_JOINED);
        alice.send("g:hall", "during");
        assertThat(bob.expectMessage().getText()).isEqualTo("during");
        bob.leaveGroup("hall");
        assertThat(bob.expectMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBER_LEFT);
        alice.send("g:hall", "after");
        bob.expectNothing();
        assertThat(refusal(() -> bob.history("g:hall"))).isEqualTo(PERMISSION_DENIED);
        assertThat(bob.sync(0).getHeadsList()).isEmpty();
    }

    @Test
    void removedMemberIsToldByPush() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        bob.drainPushes();

        alice.removeMembers("hall", "bob");

        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.getMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBERS_REMOVED);
        assertThat(push.hasInboxSeq()).isFalse();
        alice.send("g:hall", "without bob");
        bob.expectNothing();
    }

    @Test
    void whoConnectsLaterIsPushed() {
        ScriptedClient alice = alice();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));

        ScriptedClient bob = bob();
        alice.send("g:hall", "now");

        assertThat(bob.expectMessage().getText()).isEqualTo("now");
        bob.close();
        alice.send("g:hall", "while away");
        ScriptedClient back = bob();
        assertThat(back.sync(0).getHeads(0).getSeq()).isEqualTo(3);
        assertThat(texts(back.history(page("g:hall", 10).setAfter(2)).getMessagesList()))
                .containsExactly("while away");
    }

    @Test
    void sixtyMessagesArePulledByHistory() {
        ScriptedClient alice = alice();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        for (int i = 0; i < 60; i++) {
            alice.send("g:hall", "n" + i);
        }
        ScriptedClient bob = bob();

        assertThat(bob.sync(0).getHeads(0).getSeq()).isEqualTo(61);
        assertThat(seqs(bob.history(page("g:hall", 200).setAfter(0)).getMessagesList()))
                .isEqualTo(range(1, 61));
    }
}
