package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.Error;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.GroupInfo;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.JoinGroup;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Read;
import io.keel.im.protocol.v1.Readers;
import io.keel.im.protocol.v1.Recall;
import io.keel.im.protocol.v1.Remove;
import io.keel.im.protocol.v1.RemoveMembers;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.SetConversation;
import io.keel.im.protocol.v1.SetRole;
import io.keel.im.protocol.v1.Target;
import io.keel.im.protocol.v1.Typing;
import io.keel.im.protocol.v1.UpdateGroup;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No verb lets a user near a conversation that it is no member of, and none tells whether there is one. */
class StrangerTest extends ChatTest {
    static Stream<Arguments> verbsOnConversations() {
        return Stream.of(
                verb(
                        "send",
                        c -> ClientFrame.newBuilder()
                                .setSend(Send.newBuilder()
                                        .setConversation(c)
                                        .setClientMsgId("m")
                                        .setText("x"))),
                verb(
                        "history",
                        c -> ClientFrame.newBuilder()
                                .setHistory(History.newBuilder().setConversation(c))),
                verb(
                        "history after",
                        c -> ClientFrame.newBuilder()
                                .setHistory(
                                        History.newBuilder().setConversation(c).setAfter(0))),
                verb(
                        "read",
                        c -> ClientFrame.newBuilder()
                                .setRead(Read.newBuilder().setConversation(c).setSeq(1))),
                verb(
                        "readers",
                        c -> ClientFrame.newBuilder()
                                .setReaders(
                                        Readers.newBuilder().setConversation(c).setSeq(1))),
                verb(
                        "recall",
                        c -> ClientFrame.newBuilder()
                                .setRecall(
                                        Recall.newBuilder().setConversation(c).setSeq(1))),
                verb(
                        "remove",
                        c -> ClientFrame.newBuilder()
                                .setRemove(
                                        Remove.newBuilder().setConversation(c).addSeqs(1))),
                verb(
                        "typing",
                        c -> ClientFrame.newBuilder()
                                .setTyping(Typing.newBuilder().setConversation(c))),
                verb(
                        "setConversation",
                        c -> ClientFrame.newBuilder()
                                .setSetConversation(SetConversation.newBuilder()
                                        .setConversation(c)
                                        .setMute(true))));
    }

    static Stream<Arguments> verbsOnGroups() {
        return Stream.of(
                verb(
                        "send to",
                        g -> ClientFrame.newBuilder()
                                .setSend(Send.newBuilder()
                                        .setTo(Target.newBuilder().setGroup(g))
                                        .setClientMsgId("m")
                                        .setText("x"))),
                verb(
                        "typing to",
                        g -> ClientFrame.newBuilder()
                                .setTyping(Typing.newBuilder()
                                        .setTo(Target.newBuilder().setGroup(g)))),
                verb(
                        "joinGroup",
                        g -> ClientFrame.newBuilder()
                                .setJoinGroup(JoinGroup.newBuilder().setGroup(g))),
                verb(
                        "leaveGroup",
                        g -> ClientFrame.newBuilder()
                                .setLeaveGroup(LeaveGroup.newBuilder().setGroup(g))),
                verb(
                        "addMembers",
                        g -> ClientFrame.newBuilder()
                                .setAddMembers(
                                        AddMembers.newBuilder().setGroup(g).addUsers("eve"))),
                verb(
                        "removeMembers",
                        g -> ClientFrame.newBuilder()
                                .setRemoveMembers(
                                        RemoveMembers.newBuilder().setGroup(g).addUsers("alice"))),
                verb(
                        "setRole",
                        g -> ClientFrame.newBuilder()
                                .setSetRole(SetRole.newBuilder()
                                        .setGroup(g)
                                        .setUser("eve")
                                        .setRole(Role.OWNER))),
                verb(
                        "updateGroup",
                        g -> ClientFrame.newBuilder()
                                .setUpdateGroup(
                                        UpdateGroup.newBuilder().setGroup(g).setOpen(true))),
                verb(
                        "disbandGroup",
                        g -> ClientFrame.newBuilder()
                                .setDisbandGroup(DisbandGroup.newBuilder().setGroup(g))),
                verb(
                        "groupInfo",
                        g -> ClientFrame.newBuilder()
                                .setGroupInfo(GroupInfo.newBuilder().setGroup(g))),
                verb(
                        "members",
                        g -> ClientFrame.newBuilder()
                                .setMembers(Members.newBuilder().setGroup(g))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbsOnConversations")
    void strangerIsDeniedOnEveryConversation(String name, Function<String, ClientFrame.Builder> verb) {
        ScriptedClient eve = conversations();

        Error missing = refused(eve, verb.apply("g:nowhere"));
        for (String conversation : List.of(ALICE_BOB, "g:team", "g:hall", "d:alice:alice")) {
            assertThat(refused(eve, verb.apply(conversation))).as(conversation).isEqualTo(missing);
        }
        assertNothingHappened();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbsOnGroups")
    void strangerIsDeniedOnEveryGroup(String name, Function<String, ClientFrame.Builder> verb) {
        ScriptedClient eve = conversations();

        Error missing = refused(eve, verb.apply("nowhere"));
        for (String group : List.of("team", "hall")) {
            assertThat(refused(eve, verb.apply(group))).as(group).isEqualTo(missing);
        }
        assertNothingHappened();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbsOnGroups")
    void whoWasRemovedIsAStranger(String name, Function<String, ClientFrame.Builder> verb) {
        ScriptedClient eve = conversations();
        ScriptedClient alice = chat().client("alice", "admin");
        for (String group : List.of("team", "hall")) {
            alice.addMembers(group, "eve");
            alice.removeMembers(group, "eve");
        }

        Error missing = refused(eve, verb.apply("nowhere"));
        for (String group : List.of("team", "hall")) {
            assertThat(refused(eve, verb.apply(group))).as(group).isEqualTo(missing);
        }
    }

    private ScriptedClient conversations() {
        ScriptedClient alice = alice();
        alice.send("bob", "secret");
        alice.send("alice", "note");
        alice.createGroup(
                CreateGroup.newBuilder().setGroup("team").setName("secret").addMembers("bob"));
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        return client("eve");
    }

    private void assertNothingHappened() {
        ScriptedClient bob = bob();
        assertThat(bob.history(ALICE_BOB).getMessagesCount()).isEqualTo(1);
        assertThat(bob.history("g:team").getMessagesCount()).isEqualTo(1);
        assertThat(bob.history("g:hall").getMessagesCount()).isEqualTo(1);
        assertThat(bob.groupInfo("team").getSize()).isEqualTo(2);
        assertThat(bob.groupInfo("team").getOpen()).isFalse();
        ScriptedClient eve = client("eve");
        assertThat(eve.sync(0).getEntriesList()).isEmpty();
        assertThat(eve.conversations().getItemsList()).isEmpty();
    }

    private static Error refused(ScriptedClient eve, ClientFrame.Builder frame) {
        Error error = eve.request(frame).getError();
        assertThat(error.getCode()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(error.getMessage()).doesNotContain("secret");
        return error;
    }

    private static Arguments verb(String name, Function<String, ClientFrame.Builder> frame) {
        return Arguments.of(name, frame);
    }
}
