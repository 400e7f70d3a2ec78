package io.keel.im.store.mysql;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.SendKey;
import java.util.Optional;

/** What makes a message the same as one that was sent before. */
final class SendKeys {

    private SendKeys() {}

    /** Returns the key of a text or data; empty for events, which are known by their command alone. */
    static Optional<SendKey> of(Message message) {
        UserId sender = message.from().orElse(null);
        DeviceId device = message.device().orElse(null);
        ClientMsgId clientMsgId = message.clientMsgId().orElse(null);
        return sender == null || device == null || clientMsgId == null
                ? Optional.empty()
                : Optional.of(new SendKey(sender, device, clientMsgId));
    }
}
