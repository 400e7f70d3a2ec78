package io.keel.im.logic;

import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.MessageListener;
import io.keel.im.spi.UserDirectory;

/**
 * What the host decides.
 *
 * @param policy its rules
 * @param fanout how groups' messages travel
 * @param directory which users exist
 * @param interceptor sees messages before they are stored
 * @param listener hears of messages after they are stored
 */
public record HostRules(
        ChatPolicy policy,
        Fanout fanout,
        UserDirectory directory,
        MessageInterceptor interceptor,
        MessageListener listener) {

    /** The rules of a host that has none: everybody may, write diffusion up to 500 members. */
    public static final HostRules DEFAULT = new HostRules(
            ChatPolicy.DEFAULT, Fanout.upTo(500), UserDirectory.ANY, MessageInterceptor.NONE, MessageListener.NONE);
}
