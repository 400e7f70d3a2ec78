package io.keel.im.protocol;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.id.Names;
import java.util.ArrayList;
import java.util.List;

/** Turns single fields of frames into values of the domain. Each refuses by throwing {@link InvalidField}. */
final class Fields {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_GROUP_NAME_LENGTH = 128;
    private static final String CONVERSATION = "d:{user}:{user} in byte order, or g:{group}";

    private Fields() {}

    static UserId user(String field, String value) {
        return new UserId(name(field, value));
    }

    static GroupId group(String field, String value) {
        return new GroupId(name(field, value));
    }

    static DeviceId device(String field, String value) {
        return new DeviceId(name(field, value));
    }

    static ClientMsgId clientMsgId(String value) {
        if (!Names.isPrintable(value)) {
            throw InvalidField.expected(
                    "clientMsgId", value.isEmpty() ? "missing" : "malformed", "1–64 characters of ! to ~");
        }
        return new ClientMsgId(value);
    }

    static ConversationId conversation(String value) {
        return ConversationId.parse(value)
                .orElseThrow(() ->
                        InvalidField.expected("conversation", value.isEmpty() ? "missing" : "malformed", CONVERSATION));
    }

    /** Users in the order given, doubles kept. */
    static List<UserId> users(String field, List<String> values, int min, int max) {
        int size = values.size();
        if (size < min || size > max) {
            throw InvalidField.expected(field, size + " users", min + ".." + max);
        }
        if (size == 0) {
            return List.of();
        }
        List<UserId> users = new ArrayList<>(size);
        for (String value : values) {
            users.add(user(field, value));
        }
        return List.copyOf(users);
    }

    static String groupName(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_GROUP_NAME_LENGTH) {
            throw InvalidField.expected(
                    "name",
                    length == 0 ? "missing" : length + " characters",
                    "1.." + MAX_GROUP_NAME_LENGTH + " characters");
        }
        return value;
    }

    /** How many a page shall have; unset is 50. */
    static int limit(int value) {
        if (value < 0 || value > MAX_LIMIT) {
            throw InvalidField.expected("limit", Integer.toString(value), "1.." + MAX_LIMIT);
        }
        return value == 0 ? DEFAULT_LIMIT : value;
    }

    static long atLeast(long min, String field, long value) {
        if (value < min) {
            throw InvalidField.expected(field, Long.toString(value), min + " or more");
        }
        return value;
    }

    private static String name(String field, String value) {
        if (!Names.isName(value)) {
            throw InvalidField.expected(field, value.isEmpty() ? "missing" : "malformed", Names.EXPECTED);
        }
        return value;
    }
}
