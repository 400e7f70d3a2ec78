package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The groups. A group's row is read before its members: members that are newer than the version beside them are fenced when
 * something is appended by them; older ones would not be.
 */
final class MysqlMembershipStore implements MembershipStore {

    private static final String GROUPS = "SELECT " + GroupColumns.GROUP + " FROM `groups` g WHERE g.group_id IN (%s)";
    private static final String EVERYONE =
            "SELECT " + GroupColumns.MEMBER + " FROM group_members m WHERE m.group_id = ?";
    private static final String SOME = EVERYONE + " AND m.user_id IN (%s)";
    private static final String PAGE = EVERYONE + " AND m.user_id > ? ORDER BY m.user_id LIMIT ?";
    private static final String OF_USER = "SELECT " + GroupColumns.GROUP + ", " + GroupColumns.MEMBER
            + " FROM group_members m JOIN `groups` g ON g.group_id = m.group_id WHERE m.user_id = ?";
    private static final String SHARED = """
            SELECT DISTINCT o.user_id FROM group_members m
            JOIN `groups` g ON g.group_id = m.group_id AND g.read_diffused = 0 AND g.disbanded = 0
            JOIN group_members o ON o.group_id = m.group_id
            WHERE m.user_id = ? AND o.user_id IN (%s)""";

    private final Database database;
    private final RosterCache cache;

    MysqlMembershipStore(Database database, RosterCache cache) {
        this.database = database;
        this.cache = cache;
    }

    @Override
    public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
        Map<GroupId, Set<UserId>> copy = new HashMap<>();
        asked.forEach((group, users) -> copy.put(group, Set.copyOf(users)));
        return database.ask(handle -> {
            List<Group> groups = InList.query(
                    handle,
                    GROUPS,
                    List.of(),
                    copy.keySet().stream().map(GroupId::value).toList(),
                    (row, context) -> GroupColumns.group(row, 1));
            Map<GroupId, Roster> rosters = new HashMap<>();
            for (Group group : groups) {
                rosters.put(group.id(), roster(handle, group, copy.getOrDefault(group.id(), Set.of())));
            }
            return rosters;
        });
    }

    @Override
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        return database.ask(handle -> {
            try (var query = handle.createQuery(PAGE)) {
                return query.bind(0, group.value())
                        .bind(1, after)
                        .bind(2, limit)
                        .map((row, context) -> GroupColumns.member(row, 1))
                        .list();
            }
        });
    }

    @Override
    public CompletionStage<List<Membership>> groupsOf(UserId user) {
        return database.ask(handle -> {
            try (var query = handle.createQuery(OF_USER)) {
                return query.bind(0, user.value())
                        .map((row, context) -> new Membership(
                                GroupColumns.group(row, 1),
                                GroupColumns.member(row, 1 + GroupColumns.COLUMNS_OF_GROUP)))
                        .list();
            }
        });
    }

    @Override
    public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
        List<String> names = others.stream().map(UserId::value).toList();
        return database.ask(handle -> new HashSet<>(InList.query(
                handle, SHARED, List.of(user.value()), names, (row, context) -> new UserId(row.getString(1)))));
    }

    private Roster roster(Handle handle, Group group, Set<UserId> asked) {
        if (group.diffusion() == Diffusion.READ) {
            return roster(
                    group,
                    InList.query(
                            handle,
                            SOME,
                            List.of(group.id().value()),
                            asked.stream().map(UserId::value).toList(),
                            (row, context) -> GroupColumns.member(row, 1)));
        }
        @Nullable StoredRoster known = cache.find(group);
        if (known != null) {
            return known;
        }
        StoredRoster read = roster(group, everyone(handle, group.id()));
        // Members that came with a commit in between belong to a later version: no roster to keep.
        if (isStill(handle, group)) {
            cache.put(read);
        }
        return read;
    }

    private static List<Member> everyone(Handle handle, GroupId group) {
        try (var query = handle.createQuery(EVERYONE)) {
            return query.bind(0, group.value())
                    .map((row, context) -> GroupColumns.member(row, 1))
                    .list();
        }
    }

    private static boolean isStill(Handle handle, Group group) {
        return handle.select(
                                "SELECT version FROM `groups` WHERE group_id = ?",
                                group.id().value())
                        .mapTo(Long.class)
                        .one()
                == group.version();
    }

    private static StoredRoster roster(Group group, List<Member> members) {
        Map<UserId, Member> byName = new HashMap<>(members.size() * 2);
        List<UserId> names = new ArrayList<>(members.size());
        for (Member member : members) {
            byName.put(member.user(), member);
            names.add(member.user());
        }
        return new StoredRoster(group, byName, group.diffusion() == Diffusion.WRITE ? List.copyOf(names) : List.of());
    }
}
