package io.keel.im.membership;

import io.keel.im.UserId;
import io.keel.im.conversation.Event;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import java.util.List;

/**
 * What an allowed change of a group amounts to.
 *
 * @param event what its log will tell
 * @param after the group from then on, its diffusion not yet decided anew
 * @param joined who becomes a member
 * @param altered members that stay, as they are from then on
 * @param gone who is no member any more
 */
public record GroupChange(Event event, Group after, List<Member> joined, List<Member> altered, List<UserId> gone) {}
