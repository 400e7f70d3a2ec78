package io.keel.im.protocol;

import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Command;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.v1.Auth;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.query.Query;
import java.util.function.Supplier;

/**
 * Turns the frames of one caller into requests of the domain. What comes out is well-formed in every field, so that nothing behind it
 * checks shapes again; rights and state are not looked at. Not safe for use by several threads.
 */
public final class Requests {

    private final Supplier<GroupId> newGroup;
    private final Places places;

    /**
     * Makes a reader of frames.
     *
     * @param caller whose connection they come by; names the other side of direct conversations
     * @param newGroup makes an id for a group that the client does not name
     */
    public Requests(UserId caller, Supplier<GroupId> newGroup) {
        this.newGroup = newGroup;
        this.places = new Places(caller);
    }

    /**
     * Parses a frame.
     *
     * @param frame with any body, or none
     * @return the request, or {@link Request.Invalid} with the first field that is wrong
     */
    public Request parse(ClientFrame frame) {
        try {
            return switch (frame.getBodyCase()) {
                case SEND -> command(SendRequests.send(frame.getSend(), places));
                case RECALL -> command(recall(frame.getRecall()));
                case CREATEGROUP -> command(GroupRequests.create(frame.getCreateGroup(), newGroup));
                case JOINGROUP -> command(GroupRequests.join(frame.getJoinGroup()));
                case LEAVEGROUP -> command(GroupRequests.leave(frame.getLeaveGroup()));
                case ADDMEMBERS -> command(GroupRequests.add(frame.getAddMembers()));
                case REMOVEMEMBERS -> command(GroupRequests.remove(frame.getRemoveMembers()));
                case SETROLE -> command(GroupRequests.setRole(frame.getSetRole()));
                case UPDATEGROUP -> command(GroupRequests.update(frame.getUpdateGroup()));
                case DISBANDGROUP -> command(GroupRequests.disband(frame.getDisbandGroup()));
                case HISTORY -> query(QueryRequests.history(frame.getHistory()));
                case SYNC -> query(QueryRequests.sync(frame.getSync()));
                case CONVERSATIONS -> query(QueryRequests.conversations(frame.getConversations()));
                case READ -> query(QueryRequests.read(frame.getRead()));
                case READERS -> query(QueryRequests.readers(frame.getReaders()));
                case REMOVE -> query(QueryRequests.remove(frame.getRemove()));
                case TYPING ->
                    query(new Query.Typing(places.of(
                            frame.getTyping().getTo(), frame.getTyping().getConversation())));
                case PRESENCE -> query(QueryRequests.presence(frame.getPresence()));
                case SETCONVERSATION -> query(QueryRequests.settings(frame.getSetConversation()));
                case GROUPINFO -> query(QueryRequests.groupInfo(frame.getGroupInfo()));
                case MEMBERS -> query(QueryRequests.members(frame.getMembers()));
                case PING -> Request.Ping.PING;
                case AUTH -> auth(frame.getAuth());
                case BODY_NOT_SET -> new Request.Invalid(Refusal.invalid(Bodies.NONE));
            };
        } catch (InvalidField e) {
            return invalid(e);
        }
    }

    /** Parses a text with none of the rarer fields. */
    public Request parse(Decoded.PlainSend frame) {
        try {
            return command(Send.of(
                    places.of(frame.user(), frame.group(), frame.conversation()),
                    Fields.clientMsgId(frame.clientMsgId()),
                    frame.text()));
        } catch (InvalidField e) {
            return invalid(e);
        }
    }

    /** Parses the one body that may come before a caller is known. */
    public static Request auth(Auth auth) {
        try {
            if (auth.getToken().isEmpty()) {
                throw InvalidField.missing("token", "a token");
            }
            return new Request.OfAuth(
                    auth.getToken(), auth.getDevice().isEmpty() ? null : Fields.device("device", auth.getDevice()));
        } catch (InvalidField e) {
            return invalid(e);
        }
    }

    private static Recall recall(io.keel.im.protocol.v1.Recall body) {
        return new Recall(Fields.conversation(body.getConversation()), Fields.atLeast(1, "seq", body.getSeq()));
    }

    private static Request command(Command command) {
        return new Request.OfCommand(command);
    }

    private static Request query(Query query) {
        return new Request.OfQuery(query);
    }

    private static Request invalid(InvalidField problem) {
        return new Request.Invalid(Refusal.invalid(String.valueOf(problem.getMessage())));
    }
}
