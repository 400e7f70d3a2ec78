package io.keel.im.protocol;

import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.group.Group;
import io.keel.im.protocol.v1.Done;
import io.keel.im.protocol.v1.Error;
import io.keel.im.protocol.v1.Pong;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;

/** What answers a request, as frames that have a body and nothing else. Pages are made by {@link WireResults}. */
public final class WireReplies {

    private static final ServerFrame DONE =
            ServerFrame.newBuilder().setDone(Done.getDefaultInstance()).build();
    private static final ServerFrame PONG =
            ServerFrame.newBuilder().setPong(Pong.getDefaultInstance()).build();

    private WireReplies() {}

    /** Makes the reply to a command. */
    public static ServerFrame of(Answer answer) {
        if (answer instanceof Answer.Sent sent) {
            return sent(sent);
        } else if (answer instanceof Answer.GroupState state) {
            return group(state.group());
        } else if (answer instanceof Answer.Refused refused) {
            return error(refused.refusal());
        }
        return DONE;
    }

    /** Makes the reply to what leaves nothing to say. */
    public static ServerFrame done() {
        return DONE;
    }

    /** Makes the reply to a ping. */
    public static ServerFrame pong() {
        return PONG;
    }

    /** Makes the reply that tells a group. */
    public static ServerFrame group(Group group) {
        return ServerFrame.newBuilder()
                .setGroup(io.keel.im.protocol.v1.Group.newBuilder()
                        .setGroup(group.id().value())
                        .setConversation("g:" + group.id().value())
                        .setName(group.name())
                        .setOwner(group.owner().value())
                        .setSize(group.size())
                        .setDiffusion(WireEnums.of(group.diffusion()))
                        .setOpen(group.open()))
                .build();
    }

    /** Makes the reply to a request that is refused or failed. */
    public static ServerFrame error(Refusal refusal) {
        return ServerFrame.newBuilder()
                .setError(Error.newBuilder()
                        .setCode(WireEnums.of(refusal.code()))
                        .setMessage(refusal.message())
                        .setRetryAfterMillis(refusal.retryAfterMillis()))
                .build();
    }

    private static ServerFrame sent(Answer.Sent sent) {
        return ServerFrame.newBuilder()
                .setSent(Sent.newBuilder()
                        .setMessageId(sent.messageId())
                        .setConversation(sent.conversation().value())
                        .setSeq(sent.seq())
                        .setSentAt(sent.sentAt())
                        .setInboxSeq(sent.inboxSeq()))
                .build();
    }
}
