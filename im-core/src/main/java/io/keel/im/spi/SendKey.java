package io.keel.im.spi;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;

/**
 * What makes a send the same as an earlier one.
 *
 * @param user its sender
 * @param device the sender's device
 * @param clientMsgId the client's name for it
 */
public record SendKey(UserId user, DeviceId device, ClientMsgId clientMsgId) {}
