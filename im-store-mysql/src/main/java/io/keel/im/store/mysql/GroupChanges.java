package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.spi.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a batch changes of groups: of many changes of one member the outcome alone is written. Used by one thread. */
final class GroupChanges {

    private static final MultiRowInsert<Group> SAVE_GROUPS = new MultiRowInsert<>(
            "`groups` (group_id, name, owner_id, size, read_diffused, forced, open, disbanded, version)",
            9,
            " ON DUPLICATE KEY UPDATE name = VALUES(name), owner_id = VALUES(owner_id), size = VALUES(size),"
                    + " read_diffused = VALUES(read_diffused), forced = VALUES(forced), open = VALUES(open),"
                    + " disbanded = VALUES(disbanded), version = VALUES(version)",
            (statement, position, group) -> {
                int at = position;
                statement.setString(at++, group.id().value());
                statement.setString(at++, group.name());
                statement.setString(at++, group.owner().value());
                statement.setInt(at++, group.size());
                statement.setBoolean(at++, group.diffusion() == Diffusion.READ);
                statement.setBoolean(at++, group.forced());
                statement.setBoolean(at++, group.open());
                statement.setBoolean(at++, group.disbanded());
                statement.setLong(at++, group.version());
                return at;
            },
            group -> 1_024);

    private static final MultiRowInsert<Seated> SAVE_MEMBERS = new MultiRowInsert<>(
            "group_members (group_id, user_id, role, joined_at, join_seq, visible_from)",
            6,
            " ON DUPLICATE KEY UPDATE role = VALUES(role), joined_at = VALUES(joined_at), join_seq = VALUES(join_seq),"
                    + " visible_from = VALUES(visible_from)",
            (statement, position, seated) -> {
                int at = position;
                statement.setString(at++, seated.group);
                statement.setString(at++, seated.member.user().value());
                statement.setInt(at++, GroupColumns.number(seated.member.role()));
                statement.setLong(at++, seated.member.joinedAt());
                statement.setLong(at++, seated.member.joinSeq());
                statement.setLong(at++, seated.member.visibleFrom());
                return at;
            },
            seated -> 256);

    private static final String LEAVE = "DELETE FROM group_members WHERE group_id = ? AND user_id IN (%s)";
    private static final String FORGET = "DELETE FROM user_conversations WHERE conversation_id = ? AND user_id IN (%s)";
    private static final String ALTER = "UPDATE group_members SET role = ? WHERE group_id = ? AND user_id = ?";

    private final Map<ConversationId, Changed> groups = new TreeMap<>();

    /** Takes what an entry changes. */
    void change(ConversationId conversation, Effect.Changes changes, long seq) {
        Changed changed = become(conversation, changes.after());
        for (UserId gone : changes.gone()) {
            changed.members.put(gone, Change.GONE);
        }
        for (Member altered : changes.altered()) {
            Change before = changed.members.get(altered.user());
            Member joined = before == null ? null : before.joined;
            changed.members.put(
                    altered.user(),
                    joined == null ? new Change(null, altered) : new Change(joined.withRole(altered.role()), null));
        }
        for (Member joined : changes.joined()) {
            long visibleFrom = joined.visibleFrom() == 0 ? seq : joined.visibleFrom();
            changed.members.put(
                    joined.user(),
                    new Change(new Member(joined.user(), joined.role(), joined.joinedAt(), seq, visibleFrom), null));
        }
    }

    /** Makes {@code after} the group. */
    void turn(ConversationId conversation, Group after) {
        become(conversation, after);
    }

    /** Writes the groups and their members, and forgets the positions of those who have left. */
    void save(Handle handle) throws SQLException {
        if (groups.isEmpty()) {
            return;
        }
        List<Group> after = new ArrayList<>();
        List<Seated> joined = new ArrayList<>();
        for (Map.Entry<ConversationId, Changed> each : groups.entrySet()) {
            Changed changed = each.getValue();
            after.add(changed.after);
            changed.collect(joined);
            changed.leave(handle, each.getKey());
        }
        SAVE_GROUPS.run(handle.getConnection(), after);
        SAVE_MEMBERS.run(handle.getConnection(), joined);
    }

    private Changed become(ConversationId conversation, Group after) {
        Changed changed = groups.computeIfAbsent(conversation, absent -> new Changed(after));
        changed.after = after;
        return changed;
    }

    private static final class Changed {

        private final Map<UserId, Change> members = new TreeMap<>();
        private Group after;

        Changed(Group after) {
            this.after = after;
        }

        void collect(List<Seated> joined) {
            for (Change change : members.values()) {
                if (change.joined != null) {
                    joined.add(new Seated(after.id().value(), change.joined));
                }
            }
        }

        void leave(Handle handle, ConversationId conversation) {
            List<String> gone = new ArrayList<>();
            List<String> forgotten = new ArrayList<>();
            members.forEach((user, change) -> {
                if (change.altered != null) {
                    handle.execute(
                            ALTER,
                            GroupColumns.number(change.altered.role()),
                            after.id().value(),
                            user.value());
                } else {
                    // Who comes back starts anew.
                    forgotten.add(user.value());
                    if (change.joined == null) {
                        gone.add(user.value());
                    }
                }
            });
            InList.update(handle, LEAVE, List.of(after.id().value()), gone);
            InList.update(handle, FORGET, List.of(conversation.value()), forgotten);
        }
    }

    /** The outcome for one member: it joins, or it has another role, or it is gone. */
    private record Change(@Nullable Member joined, @Nullable Member altered) {

        static final Change GONE = new Change(null, null);
    }

    private record Seated(String group, Member member) {}
}
