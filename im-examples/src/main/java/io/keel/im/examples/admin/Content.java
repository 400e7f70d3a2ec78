package io.keel.im.examples.admin;

import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.transport.kafka.DeadLetter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter holds, as an operator may see it.
 *
 * @param what its kind
 * @param id names it: of a command its Snowflake id
 * @param key its conversation, or the key of a task
 * @param from who submitted it
 * @param device from which device
 * @param said what was said in it, which is shown to those who ask for it
 */
record Content(
        String what,
        @Nullable String id,
        @Nullable String key,
        @Nullable String from,
        @Nullable String device,
        @Nullable String said) {

    static Content of(DeadLetter letter) {
        if (letter.content() instanceof DeadLetter.OfCommand held) {
            Submission submission = held.submission();
            Command command = submission.command();
            return new Content(
                    kind(command),
                    Long.toString(submission.id()),
                    command.conversation().value(),
                    submission.from() == null ? "the system" : submission.from().value(),
                    submission.device().value(),
                    said(command));
        } else if (letter.content() instanceof DeadLetter.OfTask held) {
            return new Content(
                    "task " + held.task().kind(),
                    held.task().id(),
                    held.task().key(),
                    null,
                    null,
                    held.task().body().size() + " bytes");
        } else if (letter.content() instanceof DeadLetter.Unreadable held) {
            return new Content("unreadable", null, null, null, null, held.bytes() + " bytes");
        }
        throw new IllegalArgumentException("a dead letter of no known kind");
    }

    private static String kind(Command command) {
        if (command instanceof Send) {
            return "send";
        } else if (command instanceof Recall) {
            return "recall";
        }
        return "group " + command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String said(Command command) {
        if (command instanceof Send send) {
            if (send.content() instanceof Text text) {
                return text.value();
            } else if (send.content() instanceof Data data) {
                return data.bytes().size() + " bytes of " + data.contentType();
            }
        } else if (command instanceof Recall recall) {
            return "seq " + recall.seq();
        } else if (command instanceof GroupCommand change) {
            return change.toString();
        }
        return null;
    }
}
