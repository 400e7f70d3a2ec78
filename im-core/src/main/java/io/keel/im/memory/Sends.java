package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.conversation.ClientMsgId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one device of one user has sent. Guarded by its user. */
final class Sends {

    private final DeviceId device;

    /** Keyed by text: it is comparable, so that ids chosen for their hash do no harm. */
    private final Map<String, FirstAnswer> answers = new HashMap<>();

    Sends(DeviceId device) {
        this.device = device;
    }

    DeviceId device() {
        return device;
    }

    /** Returns the first answer; null if this was never sent. */
    @Nullable
    FirstAnswer find(ClientMsgId clientMsgId) {
        return answers.get(clientMsgId.value());
    }

    void remember(ClientMsgId clientMsgId, FirstAnswer answer) {
        answers.put(clientMsgId.value(), answer);
    }
}
