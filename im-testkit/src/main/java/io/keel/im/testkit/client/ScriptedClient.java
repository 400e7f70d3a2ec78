package io.keel.im.testkit.client;

import io.keel.im.gateway.Gateway;
import io.keel.im.protocol.ClientCodec;
import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ConversationList;
import io.keel.im.protocol.v1.Conversations;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.GroupInfo;
import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.JoinGroup;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.MemberList;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Presence;
import io.keel.im.protocol.v1.PresenceInfo;
import io.keel.im.protocol.v1.Read;
import io.keel.im.protocol.v1.Readers;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.protocol.v1.Recall;
import io.keel.im.protocol.v1.Remove;
import io.keel.im.protocol.v1.RemoveMembers;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SetConversation;
import io.keel.im.protocol.v1.SetRole;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.protocol.v1.Target;
import io.keel.im.protocol.v1.Typing;
import io.keel.im.protocol.v1.UpdateGroup;
import io.keel.im.protocol.v1.Welcome;
import java.net.URI;
import java.util.List;

/**
 * A client that a test plays: each verb sends its request, waits for the reply and returns it; pushes wait in order until
 * they are expected.
 *
 * <pre>{@code
 * ScriptedClient alice = ScriptedClient.of(im.gateway()).user("alice").connect();
 * ScriptedClient bob = ScriptedClient.of(im.gateway()).user("bob").connect();
 * alice.send("bob", "hello");
 * assertThat(bob.expectMessage().getText()).isEqualTo("hello");
 * }</pre>
 *
 * <p>An error is thrown as {@link RefusedException}; what does not come within the client's patience is an
 * {@link AssertionError} that tells what came instead. Where a verb takes a place to write to, a name is a user, and what has
 * a colon is a conversation. A client is used by one thread; clients on a lane of their own each may be used at once.
 */
public final class ScriptedClient extends ScriptedConnection {
    private long lastDraft;

    ScriptedClient(Dialogue dialogue, ClientCodec codec, String name) {
        super(dialogue, codec, name);
    }

    /** Starts a client that speaks to a gateway of this process, with no socket. */
    public static ScriptedClientBuilder of(Gateway gateway) {
        return new ScriptedClientBuilder(gateway);
    }

    /** Starts a client that speaks over WebSocket, such as to {@code ws://localhost:8080/ws}. */
    public static ScriptedClientBuilder of(URI endpoint) {
        return new ScriptedClientBuilder(endpoint);
    }

    /** Returns what the gateway said first; waits for it. */
    public Welcome welcome() {
        return dialogue().welcome().getWelcome();
    }

    /** Drafts a text with a {@code clientMsgId} that this client has not used; sending one draft twice is a resend. */
    public Send.Builder draft(String to, String text) {
        Send.Builder draft = Send.newBuilder()
                .setClientMsgId(welcome().getConnection() + "-" + ++lastDraft)
                .setText(text);
        return to.indexOf(':') < 0 ? draft.setTo(Target.newBuilder().setUser(to)) : draft.setConversation(to);
    }

    /** Sends a text. */
    public Sent send(String to, String text) {
        return send(draft(to, text));
    }

    /** Sends a draft as it is. */
    public Sent send(Send.Builder draft) {
        return request(ClientFrame.newBuilder().setSend(draft), ServerFrame.BodyCase.SENT)
                .getSent();
    }

    /** Reads the newest page of a conversation. */
    public HistoryPage history(String conversation) {
        return history(History.newBuilder().setConversation(conversation));
    }

    /** Reads a page of a conversation. */
    public HistoryPage history(History.Builder what) {
        return request(ClientFrame.newBuilder().setHistory(what), ServerFrame.BodyCase.HISTORYPAGE)
                .getHistoryPage();
    }

    /** Reads the first page of the inbox after a position. */
    public SyncPage sync(long after) {
        return sync(Sync.newBuilder().setAfter(after));
    }

    /** Reads a page of the inbox. */
    public SyncPage sync(Sync.Builder what) {
        return request(ClientFrame.newBuilder().setSync(what), ServerFrame.BodyCase.SYNCPAGE)
                .getSyncPage();
    }

    /** Lists the first page of the user's conversations. */
    public ConversationList conversations() {
        return conversations(Conversations.newBuilder());
    }

    /** Lists a page of the user's conversations. */
    public ConversationList conversations(Conversations.Builder what) {
        return request(ClientFrame.newBuilder().setConversations(what), ServerFrame.BodyCase.CONVERSATIONLIST)
                .getConversationList();
    }

    /** Moves the read position. */
    public void read(String conversation, long seq) {
        done(ClientFrame.newBuilder()
                .setRead(Read.newBuilder().setConversation(conversation).setSeq(seq)));
    }

    /** Asks who has read. */
    public ReadersInfo readers(String conversation, long seq) {
        Readers.Builder what =
                Readers.newBuilder().setConversation(conversation).setSeq(seq);
        return request(ClientFrame.newBuilder().setReaders(what), ServerFrame.BodyCase.READERSINFO)
                .getReadersInfo();
    }

    /** Takes a message back. */
    public void recall(String conversation, long seq) {
        done(ClientFrame.newBuilder()
                .setRecall(Recall.newBuilder().setConversation(conversation).setSeq(seq)));
    }

    /** Removes messages for this user alone. */
    public void remove(String conversation, Long... seqs) {
        done(ClientFrame.newBuilder()
                .setRemove(Remove.newBuilder().setConversation(conversation).addAllSeqs(List.of(seqs))));
    }

    /** Tells that the user is typing; there is no reply to wait for. */
    public void typing(String to) {
        Typing.Builder what = to.indexOf(':') < 0
                ? Typing.newBuilder().setTo(Target.newBuilder().setUser(to))
                : Typing.newBuilder().setConversation(to);
        tell(ClientFrame.newBuilder().setTyping(what));
    }

    /** Asks who is online. */
    public PresenceInfo presence(String... users) {
        Presence.Builder what = Presence.newBuilder().addAllUsers(List.of(users));
        return request(ClientFrame.newBuilder().setPresence(what), ServerFrame.BodyCase.PRESENCEINFO)
                .getPresenceInfo();
    }

    /** Mutes, pins, or neither. */
    public void setConversation(SetConversation.Builder what) {
        done(ClientFrame.newBuilder().setSetConversation(what));
    }

    /** Makes a closed group whose diffusion is left to the policy. */
    public Group createGroup(String group, String... members) {
        return createGroup(
                CreateGroup.newBuilder().setGroup(group).setName(group).addAllMembers(List.of(members)));
    }

    /** Makes a group. */
    public Group createGroup(CreateGroup.Builder what) {
        return group(ClientFrame.newBuilder().setCreateGroup(what));
    }

    /** Joins an open group. */
    public Group joinGroup(String group) {
        return group(
                ClientFrame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroup(group)));
    }

    /** Leaves a group. */
    public Group leaveGroup(String group) {
        return group(
                ClientFrame.newBuilder().setLeaveGroup(LeaveGroup.newBuilder().setGroup(group)));
    }

    /** Adds members. */
    public Group addMembers(String group, String... users) {
        AddMembers.Builder what = AddMembers.newBuilder().setGroup(group).addAllUsers(List.of(users));
        return group(ClientFrame.newBuilder().setAddMembers(what));
    }

    /** Removes members. */
    public Group removeMembers(String group, String... users) {
        RemoveMembers.Builder what = RemoveMembers.newBuilder().setGroup(group).addAllUsers(List.of(users));
        return group(ClientFrame.newBuilder().setRemoveMembers(what));
    }

    /** Gives a member another role. */
    public Group setRole(String group, String user, Role role) {
        SetRole.Builder what =
                SetRole.newBuilder().setGroup(group).setUser(user).setRole(role);
        return group(ClientFrame.newBuilder().setSetRole(what));
    }

    /** Changes a group's name or openness. */
    public Group updateGroup(UpdateGroup.Builder what) {
        return group(ClientFrame.newBuilder().setUpdateGroup(what));
    }

    /** Ends a group for good. */
    public Group disbandGroup(String group) {
        return group(ClientFrame.newBuilder()
                .setDisbandGroup(DisbandGroup.newBuilder().setGroup(group)));
    }

    /** Asks what a group is. */
    public Group groupInfo(String group) {
        return group(
                ClientFrame.newBuilder().setGroupInfo(GroupInfo.newBuilder().setGroup(group)));
    }

    /** Lists the first page of a group's members. */
    public MemberList members(String group) {
        return members(Members.newBuilder().setGroup(group));
    }

    /** Lists a page of a group's members. */
    public MemberList members(Members.Builder what) {
        return request(ClientFrame.newBuilder().setMembers(what), ServerFrame.BodyCase.MEMBERLIST)
                .getMemberList();
    }

    /**
     * Catches up as a client does that has lost its memory: reads the whole inbox, then the logs of all heads.
     *
     * @return the head of the inbox
     */
    public long catchUp() {
        long after = 0;
        SyncPage page = sync(after);
        while (page.getHasMore()) {
            after = page.getNext();
            page = sync(after);
        }
        for (Head head : page.getHeadsList()) {
            History.Builder next = History.newBuilder().setConversation(head.getConversation());
            HistoryPage log = history(next.setAfter(0));
            while (log.getHasMore()) {
                log = history(next.setAfter(
                        log.getMessages(log.getMessagesCount() - 1).getSeq()));
            }
        }
        return page.getNext();
    }

    private Group group(ClientFrame.Builder frame) {
        return request(frame, ServerFrame.BodyCase.GROUP).getGroup();
    }

    private void done(ClientFrame.Builder frame) {
        request(frame, ServerFrame.BodyCase.DONE);
    }
}
