package io.keel.im.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.spi.Task;

/**
 * Stored messages as tasks: what logic publishes, and jobs read. A task bears the message's id, its conversation as the key and
 * the message itself in the wire form. Stateless, safe for use by several threads.
 */
public final class MessageTasks {

    private MessageTasks() {}

    /** What was stored. */
    public enum Kind {
        /** A text or data; one that was recalled before its task was published is blank. */
        SAID("im.said"),
        /** The event of a recall, which names the seq that is blank from then on. */
        RECALLED("im.recalled"),
        /** Any other event: a group was made or has changed. */
        CHANGED("im.changed");

        private final String value;

        Kind(String value) {
            this.value = value;
        }

        /** Returns the {@linkplain Task#kind() kind} of its tasks. */
        public String value() {
            return value;
        }

        /** Tells what a message is. */
        public static Kind of(Message message) {
            if (message.content() instanceof Event event) {
                return event.kind() == EventKind.RECALLED ? RECALLED : CHANGED;
            }
            return SAID;
        }
    }

    /**
     * Makes the task of a message.
     *
     * @throws IllegalArgumentException if the message is larger than a task may be
     */
    public static Task of(Message message) {
        return new Task(
                Long.toString(message.messageId()),
                Kind.of(message).value(),
                message.conversation().value(),
                MessageBytes.of(message).toByteString());
    }

    /**
     * Reads the message of a task that {@link #of} made.
     *
     * @throws IllegalArgumentException if the task bears none
     */
    public static Message read(Task task) {
        try {
            return WireMessages.read(io.keel.im.protocol.v1.Message.parseFrom(task.body()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message", e);
        }
    }
}
