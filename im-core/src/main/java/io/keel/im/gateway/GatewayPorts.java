package io.keel.im.gateway;

import io.keel.im.spi.Authenticator;
import io.keel.im.spi.Bus;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Queries;
import io.keel.im.spi.SessionRegistry;

/**
 * What a gateway works with.
 *
 * @param authenticator tells whose token it is
 * @param bus takes commands and brings pushes
 * @param queries answers everything else
 * @param sessions is told who is connected here
 * @param memberships tells which read-diffused groups a user is in
 * @param inboxes tells where a user's inbox ends
 * @param epochs names the life of the store
 */
public record GatewayPorts(
        Authenticator authenticator,
        Bus bus,
        Queries queries,
        SessionRegistry sessions,
        MembershipStore memberships,
        InboxStore inboxes,
        EpochStore epochs) {}
