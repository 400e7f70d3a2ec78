package io.keel.im.transport.kafka;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Origin;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import java.util.List;

/** Commands of one gateway, under growing ids. */
final class Sends {

    static final UserId ALICE = new UserId("alice");
    static final DeviceId WEB = new DeviceId("web");

    private final GatewayId gateway;
    private long id = 1_000;

    Sends(GatewayId gateway) {
        this.gateway = gateway;
    }

    Submission send(ConversationId conversation, String text) {
        id++;
        return new Submission(
                id,
                ALICE,
                WEB,
                new Origin(gateway, 7),
                Send.of(conversation, new ClientMsgId("m-" + id), new Text(text)));
    }

    Submission send(int conversation) {
        return send(conversation(conversation), "x");
    }

    static ConversationId conversation(int number) {
        return ConversationId.group(new GroupId("group-" + number));
    }

    /** The push of what a command said. */
    static Downlink said(Submission submission, String text) {
        Message message = Message.builder(submission.command().conversation())
                .messageId(submission.id())
                .seq(submission.id())
                .from(submission.from())
                .content(new Text(text))
                .build();
        return new Downlink.ToUsers(new Notice.Said(message), List.of(ALICE), null, null);
    }
}
