package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns of {@code groups} and {@code group_members}. */
final class GroupColumns {

    /** What a group is read from; {@code g} is the table. */
    static final String GROUP =
            "g.group_id, g.name, g.owner_id, g.size, g.read_diffused, g.forced, g.open, g.disbanded," + " g.version";

    /** What a member is read from; {@code m} is the table. */
    static final String MEMBER = "m.user_id, m.role, m.joined_at, m.join_seq, m.visible_from";

    static final int COLUMNS_OF_GROUP = 9;

    private GroupColumns() {}

    static Group group(ResultSet row, int first) throws SQLException {
        return new Group(
                new GroupId(row.getString(first)),
                row.getString(first + 1),
                new UserId(row.getString(first + 2)),
                row.getInt(first + 3),
                row.getBoolean(first + 4) ? Diffusion.READ : Diffusion.WRITE,
                row.getBoolean(first + 5),
                row.getBoolean(first + 6),
                row.getBoolean(first + 7),
                row.getLong(first + 8));
    }

    static Member member(ResultSet row, int first) throws SQLException {
        return new Member(
                new UserId(row.getString(first)),
                role(row.getInt(first + 1)),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4));
    }

    static int number(Role role) {
        return switch (role) {
            case OWNER -> 1;
            case ADMIN -> 2;
            case MEMBER -> 3;
        };
    }

    private static Role role(int number) {
        return switch (number) {
            case 1 -> Role.OWNER;
            case 2 -> Role.ADMIN;
            case 3 -> Role.MEMBER;
            default -> throw new IllegalStateException("group_members.role: " + number + " (expected: 1..3)");
        };
    }
}
