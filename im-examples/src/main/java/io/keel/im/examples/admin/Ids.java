package io.keel.im.examples.admin;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.examples.host.Checks;
import io.keel.im.group.GroupId;
import java.util.function.Function;

/** Reads ids of a command line; one that is malformed is a matter of usage. */
final class Ids {

    private Ids() {}

    static UserId user(Checks checks, String text) {
        return read(checks, text, UserId::new);
    }

    static DeviceId device(Checks checks, String text) {
        return read(checks, text, DeviceId::new);
    }

    static GroupId group(Checks checks, String text) {
        return read(checks, text.startsWith("g:") ? text.substring(2) : text, GroupId::new);
    }

    static ConversationId conversation(Checks checks, String text) {
        return ConversationId.parse(text)
                .orElseThrow(() -> checks.wrong(
                        "conversation: " + text + " (expected: g:GROUP, or d:USER:USER with the users in byte order)"));
    }

    private static <T> T read(Checks checks, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw checks.wrong(String.valueOf(malformed.getMessage()));
        }
    }
}
