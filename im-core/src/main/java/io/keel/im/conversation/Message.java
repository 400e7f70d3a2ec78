package io.keel.im.conversation;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation's log: a text, data or an event. Immutable; a recall makes another instance.
 *
 * <p>A message without a seq ({@link #seq()} is 0) is a draft that no store has accepted.
 */
public final class Message {

    private final long messageId;
    private final ConversationId conversation;
    private final long seq;
    private final @Nullable UserId from;
    private final @Nullable DeviceId device;
    private final @Nullable ClientMsgId clientMsgId;
    private final long sentAt;
    private final Content content;
    private final List<UserId> mentions;
    private final long replyTo;
    private final boolean recalled;
    private final Map<String, String> ext;

    private Message(Builder builder) {
        this.messageId = builder.messageId;
        this.conversation = builder.conversation;
        this.seq = builder.seq;
        this.from = builder.from;
        this.device = builder.device;
        this.clientMsgId = builder.clientMsgId;
        this.sentAt = builder.sentAt;
        this.content = Objects.requireNonNull(builder.content, "content");
        this.mentions = builder.mentions;
        this.replyTo = builder.replyTo;
        this.recalled = builder.recalled;
        this.ext = builder.ext;
    }

    /** The message at another place in the log. */
    private Message(Message other, long seq) {
        this.messageId = other.messageId;
        this.conversation = other.conversation;
        this.seq = seq;
        this.from = other.from;
        this.device = other.device;
        this.clientMsgId = other.clientMsgId;
        this.sentAt = other.sentAt;
        this.content = other.content;
        this.mentions = other.mentions;
        this.replyTo = other.replyTo;
        this.recalled = other.recalled;
        this.ext = other.ext;
    }

    /** Starts a message of a conversation; its content must be set. */
    public static Builder builder(ConversationId conversation) {
        return new Builder(conversation);
    }

    /** Starts a message that equals this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns this message at its place in the log. */
    public Message at(long newSeq) {
        return new Message(this, newSeq);
    }

    /** Returns what a recall leaves of this message: who, where and when, but nothing of what was said. */
    public Message blank() {
        return toBuilder()
                .content(Blank.BLANK)
                .mentions(List.of())
                .ext(Map.of())
                .recalled(true)
                .build();
    }

    /** The Snowflake id, unique in the whole system; also the id of the command that stored it. */
    public long messageId() {
        return messageId;
    }

    /** The conversation that it belongs to. */
    public ConversationId conversation() {
        return conversation;
    }

    /** The position in its conversation, from 1; 0 for a draft. */
    public long seq() {
        return seq;
    }

    /** Who sent it or caused the event; empty for events of the system. */
    public Optional<UserId> from() {
        return Optional.ofNullable(from);
    }

    /** Tells whether {@code user} sent it. */
    public boolean isFrom(UserId user) {
        return user.equals(from);
    }

    /** The device that it came from. */
    public Optional<DeviceId> device() {
        return Optional.ofNullable(device);
    }

    /** The client's own name for it; empty for events. */
    public Optional<ClientMsgId> clientMsgId() {
        return Optional.ofNullable(clientMsgId);
    }

    /** As {@link #from()}, for where a wrapper per message tells. */
    public @Nullable UserId fromOrNull() {
        return from;
    }

    /** As {@link #device()}, for where a wrapper per message tells. */
    public @Nullable DeviceId deviceOrNull() {
        return device;
    }

    /** As {@link #clientMsgId()}, for where a wrapper per message tells. */
    public @Nullable ClientMsgId clientMsgIdOrNull() {
        return clientMsgId;
    }

    /** When the server accepted it, milliseconds since the epoch. */
    public long sentAt() {
        return sentAt;
    }

    /** What it says. */
    public Content content() {
        return content;
    }

    /** Tells whether this is an event, which never counts as unread and cannot be recalled. */
    public boolean isEvent() {
        return content instanceof Event;
    }

    /** Who is mentioned; at most 100. */
    public List<UserId> mentions() {
        return mentions;
    }

    /** The seq of the same conversation that this answers; 0 for none. */
    public long replyTo() {
        return replyTo;
    }

    /** Tells whether it was recalled, so that its content is {@link Blank}. */
    public boolean recalled() {
        return recalled;
    }

    /** The host's own entries; at most 32. */
    public Map<String, String> ext() {
        return ext;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Message that
                        && messageId == that.messageId
                        && conversation.equals(that.conversation)
                        && seq == that.seq
                        && Objects.equals(from, that.from)
                        && Objects.equals(device, that.device)
                        && Objects.equals(clientMsgId, that.clientMsgId)
                        && sentAt == that.sentAt
                        && content.equals(that.content)
                        && mentions.equals(that.mentions)
                        && replyTo == that.replyTo
                        && recalled == that.recalled
                        && ext.equals(that.ext));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(messageId) * 31 + Long.hashCode(seq);
    }

    /** Tells where and who, never what was said. */
    @Override
    public String toString() {
        return "Message[" + conversation + " #" + seq + ", id " + messageId + ", from " + from + ", clientMsgId "
                + clientMsgId + (recalled ? ", recalled]" : "]");
    }

    /** Builds messages; not safe for use by several threads. */
    public static final class Builder {

        private ConversationId conversation;
        private long messageId;
        private long seq;
        private @Nullable UserId from;
        private @Nullable DeviceId device;
        private @Nullable ClientMsgId clientMsgId;
        private long sentAt;
        private @Nullable Content content;
        private List<UserId> mentions = List.of();
        private long replyTo;
        private boolean recalled;
        private Map<String, String> ext = Map.of();

        private Builder(ConversationId conversation) {
            this.conversation = conversation;
        }

        private Builder(Message other) {
            this.conversation = other.conversation;
            this.messageId = other.messageId;
            this.seq = other.seq;
            this.from = other.from;
            this.device = other.device;
            this.clientMsgId = other.clientMsgId;
            this.sentAt = other.sentAt;
            this.content = other.content;
            this.mentions = other.mentions;
            this.replyTo = other.replyTo;
            this.recalled = other.recalled;
            this.ext = other.ext;
        }

        /** Sets the conversation: stores share equal ids between messages. */
        public Builder conversation(ConversationId value) {
            this.conversation = value;
            return this;
        }

        /** Sets the Snowflake id. */
        public Builder messageId(long value) {
            this.messageId = value;
            return this;
        }

        /** Sets the position in the conversation. */
        public Builder seq(long value) {
            this.seq = value;
            return this;
        }

        /** Sets the sender, null for the system. */
        public Builder from(@Nullable UserId user) {
            this.from = user;
            return this;
        }

        /** Sets the sender's device. */
        public Builder device(@Nullable DeviceId value) {
            this.device = value;
            return this;
        }

        /** Sets the client's own name for the message. */
        public Builder clientMsgId(@Nullable ClientMsgId value) {
            this.clientMsgId = value;
            return this;
        }

        /** Sets the time of acceptance, milliseconds since the epoch. */
        public Builder sentAt(long millis) {
            this.sentAt = millis;
            return this;
        }

        /** Sets what the message says. */
        public Builder content(Content value) {
            this.content = value;
            return this;
        }

        /** Sets who is mentioned; the list is kept, not copied. */
        public Builder mentions(List<UserId> users) {
            this.mentions = users;
            return this;
        }

        /** Sets the seq that this answers; 0 for none. */
        public Builder replyTo(long value) {
            this.replyTo = value;
            return this;
        }

        /** Sets whether it was recalled. */
        public Builder recalled(boolean value) {
            this.recalled = value;
            return this;
        }

        /** Sets the host's own entries; the map is kept, not copied. */
        public Builder ext(Map<String, String> entries) {
            this.ext = entries;
            return this;
        }

        /** Makes the message. */
        public Message build() {
            return new Message(this);
        }
    }
}
