package io.keel.im.protocol;

import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.internal.v1.GroupState;
import io.keel.im.protocol.v1.Sent;

/** Answers to commands, as messages of the internal schema; what a client is told are {@link WireReplies}. */
public final class WireAnswers {

    private WireAnswers() {}

    /** Makes the wire form of an answer. */
    public static io.keel.im.protocol.internal.v1.Answer of(Answer answer) {
        io.keel.im.protocol.internal.v1.Answer.Builder wire = io.keel.im.protocol.internal.v1.Answer.newBuilder();
        if (answer instanceof Answer.Sent) {
            wire.setSent(WireReplies.of(answer).getSent());
        } else if (answer instanceof Answer.Done) {
            wire.setDone(WireReplies.done().getDone());
        } else if (answer instanceof Answer.GroupState state) {
            wire.setGroup(group(state.group()));
        } else if (answer instanceof Answer.Refused refused) {
            wire.setRefused(WireReplies.error(refused.refusal()).getError());
        }
        return wire.build();
    }

    /**
     * Reads the wire form of an answer.
     *
     * @throws IllegalArgumentException if a name in it is malformed or its kind unknown
     */
    public static Answer read(io.keel.im.protocol.internal.v1.Answer wire) {
        return switch (wire.getKindCase()) {
            case SENT -> sent(wire.getSent());
            case DONE -> Answer.Done.DONE;
            case GROUP -> new Answer.GroupState(group(wire.getGroup()));
            case REFUSED ->
                new Answer.Refused(new Refusal(
                        WireEnums.read(wire.getRefused().getCode()),
                        wire.getRefused().getMessage(),
                        wire.getRefused().getRetryAfterMillis()));
            case KIND_NOT_SET -> throw new IllegalArgumentException("an answer of no known kind");
        };
    }

    /** Makes the wire form of a group with all that is known of it. */
    public static GroupState group(Group group) {
        return GroupState.newBuilder()
                .setGroup(WireReplies.group(group).getGroup())
                .setForced(group.forced())
                .setDisbanded(group.disbanded())
                .setVersion(group.version())
                .build();
    }

    /**
     * Reads the wire form of a group.
     *
     * @throws IllegalArgumentException if a name in it is malformed
     */
    public static Group group(GroupState wire) {
        io.keel.im.protocol.v1.Group told = wire.getGroup();
        return new Group(
                new GroupId(told.getGroup()),
                told.getName(),
                new UserId(told.getOwner()),
                told.getSize(),
                WireEnums.read(told.getDiffusion()),
                wire.getForced(),
                told.getOpen(),
                wire.getDisbanded(),
                wire.getVersion());
    }

    private static Answer sent(Sent wire) {
        return new Answer.Sent(
                wire.getMessageId(),
                WireNames.conversation(wire.getConversation()),
                wire.getSeq(),
                wire.getSentAt(),
                wire.getInboxSeq());
    }
}
