package io.keel.im.membership;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the rules need to know of a group: the group, who asks, and the members that the command names.
 *
 * @param group the group
 * @param caller the caller's membership
 * @param members finds the members that the command names
 */
public record Standing(Group group, Member caller, Function<UserId, Optional<Member>> members) {}
