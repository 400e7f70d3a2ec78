package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;

/**
 * The names of the keys.
 *
 * @param namespace what they all begin with
 */
record Keys(String namespace) {

    String sessions(UserId user) {
        return namespace + "user_online_status:" + user.value();
    }

    /** What precedes a gateway's name. */
    String gateways() {
        return namespace + "gateway:";
    }

    String gateway(GatewayId gateway) {
        return gateways() + gateway.value();
    }

    /** What precedes the name of a gateway that was seen. */
    String seen() {
        return namespace + "gateway_seen:";
    }

    String seen(GatewayId gateway) {
        return seen() + gateway.value();
    }

    String room(GroupId group) {
        return namespace + "group_gateways:" + group.value();
    }

    String lock(String name) {
        return namespace + "lock:" + name;
    }

    String lockToken() {
        return namespace + "lock_token";
    }

    String seq(ConversationId conversation) {
        return namespace + "conversation_seq:" + conversation.value();
    }

    String sendRate(UserId user) {
        return namespace + "send_rate:" + user.value();
    }

    String cachedGroup(GroupId group) {
        return namespace + "cache:group:" + group.value();
    }

    String cachedHead(ConversationId conversation) {
        return namespace + "cache:head:" + conversation.value();
    }

    String cachedUser(UserId user) {
        return namespace + "cache:user:" + user.value();
    }
}
