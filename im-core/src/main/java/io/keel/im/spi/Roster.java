package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import java.util.List;
import java.util.Optional;

/**
 * A group with what a command needs to know of its members, read at {@link Group#version()} or before: a
 * {@link ConversationStore} refuses an append that was judged by a version that has passed.
 */
public interface Roster {

    /** The group. */
    Group group();

    /** Finds one of the members that were asked for; any member under write diffusion. */
    Optional<Member> member(UserId user);

    /** All members under write diffusion, owner included, in no particular order; empty under read diffusion. */
    List<UserId> everyone();
}
