package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group and members of it, as they stood at one version; never changes. */
record GroupRoster(Group group, Map<UserId, Member> members, List<UserId> everyone) implements Roster {

    @Override
    public Optional<Member> member(UserId user) {
        return Optional.ofNullable(members.get(user));
    }
}
