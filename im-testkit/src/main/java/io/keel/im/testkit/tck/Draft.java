package io.keel.im.testkit.tck;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Append;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import io.keel.im.spi.SendKey;
import java.util.List;
import java.util.Map;

/** An entry to be appended, step by step; each build with the same id is the same command. */
final class Draft {
    private final ConversationId conversation;
    private final UserId from;
    private final long id;
    private Content content = new Text("hello");
    private DeviceId device = Drafts.PHONE;
    private String clientMsgId;
    private Digest digest;
    private List<UserId> inboxes = List.of();
    private List<UserId> mentions = List.of();
    private Map<String, String> ext = Map.of();
    private long replyTo;
    private long version;
    private Effect effect = Effect.Said.SAID;

    Draft(ConversationId conversation, UserId from, long id) {
        this.conversation = conversation;
        this.from = from;
        this.id = id;
        this.clientMsgId = "c-" + id;
        this.digest = new Digest(id, ~id);
    }

    Draft content(Content value) {
        content = value;
        return this;
    }

    Draft text(String value) {
        return content(new Text(value));
    }

    Draft device(DeviceId value) {
        device = value;
        return this;
    }

    Draft clientMsgId(String value) {
        clientMsgId = value;
        return this;
    }

    Draft digest(Digest value) {
        digest = value;
        return this;
    }

    Draft to(List<UserId> users) {
        inboxes = users;
        return this;
    }

    Draft to(UserId... users) {
        return to(List.of(users));
    }

    Draft mentions(List<UserId> users) {
        mentions = users;
        return this;
    }

    Draft ext(Map<String, String> entries) {
        ext = entries;
        return this;
    }

    Draft replyTo(long seq) {
        replyTo = seq;
        return this;
    }

    Draft judgedBy(long membershipVersion) {
        version = membershipVersion;
        return this;
    }

    Draft effect(Effect value) {
        effect = value;
        return this;
    }

    /** The same send as another command, which its client makes when it got no answer. */
    Draft resent(long newId) {
        Draft draft = new Draft(conversation, from, newId);
        draft.content = content;
        draft.device = device;
        draft.clientMsgId = clientMsgId;
        draft.digest = digest;
        draft.inboxes = inboxes;
        draft.mentions = mentions;
        draft.ext = ext;
        draft.replyTo = replyTo;
        draft.version = version;
        draft.effect = effect;
        return draft;
    }

    CommandKey key() {
        SendKey send = content instanceof Event ? null : new SendKey(from, device, new ClientMsgId(clientMsgId));
        return new CommandKey(id, conversation, send);
    }

    Append build() {
        boolean event = content instanceof Event;
        Message message = Message.builder(conversation)
                .messageId(id)
                .from(from)
                .device(device)
                .clientMsgId(event ? null : new ClientMsgId(clientMsgId))
                .sentAt(1_770_000_000_000L + id % 1_000_000)
                .content(content)
                .mentions(mentions)
                .replyTo(replyTo)
                .ext(ext)
                .build();
        return new Append(message, event ? Digest.NONE : digest, inboxes, version, effect);
    }
}
