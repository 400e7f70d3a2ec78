package io.keel.im.protocol;

import io.keel.im.command.GroupCommand;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.JoinGroup;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.RemoveMembers;
import io.keel.im.protocol.v1.SetRole;
import io.keel.im.protocol.v1.UpdateGroup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses the bodies that change groups. */
final class GroupRequests {

    private static final int MAX_USERS = 1_000;

    private GroupRequests() {}

    static GroupCommand create(CreateGroup body, Supplier<GroupId> newGroup) {
        String name = Fields.groupName(body.getName());
        var members = Fields.users("members", body.getMembersList(), 0, MAX_USERS);
        Diffusion diffusion = diffusion(body);
        GroupId group = body.hasGroup() ? Fields.group("group", body.getGroup()) : newGroup.get();
        return new GroupCommand.Create(group, name, members, diffusion, body.getOpen());
    }

    static GroupCommand join(JoinGroup body) {
        return new GroupCommand.Join(group(body.getGroup()));
    }

    static GroupCommand leave(LeaveGroup body) {
        return new GroupCommand.Leave(group(body.getGroup()));
    }

    static GroupCommand add(AddMembers body) {
        return new GroupCommand.Add(group(body.getGroup()), Fields.users("users", body.getUsersList(), 1, MAX_USERS));
    }

    static GroupCommand remove(RemoveMembers body) {
        return new GroupCommand.Remove(
                group(body.getGroup()), Fields.users("users", body.getUsersList(), 1, MAX_USERS));
    }

    static GroupCommand setRole(SetRole body) {
        return new GroupCommand.SetRole(group(body.getGroup()), Fields.user("user", body.getUser()), role(body));
    }

    static GroupCommand update(UpdateGroup body) {
        return new GroupCommand.Update(
                group(body.getGroup()),
                body.hasName() ? Fields.groupName(body.getName()) : null,
                body.hasOpen() ? body.getOpen() : null);
    }

    static GroupCommand disband(DisbandGroup body) {
        return new GroupCommand.Disband(group(body.getGroup()));
    }

    private static GroupId group(String value) {
        return Fields.group("group", value);
    }

    private static Role role(SetRole body) {
        return switch (body.getRole()) {
            case OWNER -> Role.OWNER;
            case ADMIN -> Role.ADMIN;
            case MEMBER -> Role.MEMBER;
            case ROLE_UNSPECIFIED -> throw InvalidField.missing("role", "OWNER, ADMIN or MEMBER");
            case UNRECOGNIZED -> throw InvalidField.expected("role", "unknown", "OWNER, ADMIN or MEMBER");
        };
    }

    private static @Nullable Diffusion diffusion(CreateGroup body) {
        return switch (body.getDiffusion()) {
            case WRITE -> Diffusion.WRITE;
            case READ -> Diffusion.READ;
            case DIFFUSION_UNSPECIFIED -> null;
            case UNRECOGNIZED -> throw InvalidField.expected("diffusion", "unknown", "WRITE or READ, if given");
        };
    }
}
