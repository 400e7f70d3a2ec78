package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group with members of it, as they were read; never changes. */
record StoredRoster(Group group, Map<UserId, Member> members, List<UserId> everyone) implements Roster {

    @Override
    public Optional<Member> member(UserId user) {
        return Optional.ofNullable(members.get(user));
    }
}
