package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.command.GroupCommand;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.internal.v1.Command;
import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.JoinGroup;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.RemoveMembers;
import io.keel.im.protocol.v1.SetRole;
import io.keel.im.protocol.v1.UpdateGroup;

/** Changes of groups as messages of the internal schema. */
final class WireGroupCommands {

    private WireGroupCommands() {}

    static void set(Command.Builder wire, GroupCommand change) {
        String group = change.group().value();
        if (change instanceof GroupCommand.Create create) {
            wire.setCreateGroup(create(create));
        } else if (change instanceof GroupCommand.Join) {
            wire.setJoinGroup(JoinGroup.newBuilder().setGroup(group));
        } else if (change instanceof GroupCommand.Leave) {
            wire.setLeaveGroup(LeaveGroup.newBuilder().setGroup(group));
        } else if (change instanceof GroupCommand.Add add) {
            wire.setAddMembers(AddMembers.newBuilder().setGroup(group).addAllUsers(WireNames.of(add.users())));
        } else if (change instanceof GroupCommand.Remove remove) {
            wire.setRemoveMembers(RemoveMembers.newBuilder().setGroup(group).addAllUsers(WireNames.of(remove.users())));
        } else if (change instanceof GroupCommand.SetRole setRole) {
            wire.setSetRole(SetRole.newBuilder()
                    .setGroup(group)
                    .setUser(setRole.user().value())
                    .setRole(WireEnums.of(setRole.role())));
        } else if (change instanceof GroupCommand.Update update) {
            wire.setUpdateGroup(update(update));
        } else if (change instanceof GroupCommand.Disband) {
            wire.setDisbandGroup(DisbandGroup.newBuilder().setGroup(group));
        }
    }

    static GroupCommand read(Command wire) {
        return switch (wire.getKindCase()) {
            case CREATEGROUP -> create(wire.getCreateGroup());
            case JOINGROUP ->
                new GroupCommand.Join(new GroupId(wire.getJoinGroup().getGroup()));
            case LEAVEGROUP ->
                new GroupCommand.Leave(new GroupId(wire.getLeaveGroup().getGroup()));
            case ADDMEMBERS ->
                new GroupCommand.Add(
                        new GroupId(wire.getAddMembers().getGroup()),
                        WireNames.users(wire.getAddMembers().getUsersList()));
            case REMOVEMEMBERS ->
                new GroupCommand.Remove(
                        new GroupId(wire.getRemoveMembers().getGroup()),
                        WireNames.users(wire.getRemoveMembers().getUsersList()));
            case SETROLE ->
                new GroupCommand.SetRole(
                        new GroupId(wire.getSetRole().getGroup()),
                        new UserId(wire.getSetRole().getUser()),
                        WireEnums.read(wire.getSetRole().getRole()));
            case UPDATEGROUP -> update(wire.getUpdateGroup());
            case DISBANDGROUP ->
                new GroupCommand.Disband(new GroupId(wire.getDisbandGroup().getGroup()));
            case SEND, RECALL, KIND_NOT_SET -> throw new IllegalArgumentException("no change of a group");
        };
    }

    private static CreateGroup create(GroupCommand.Create create) {
        CreateGroup.Builder wire = CreateGroup.newBuilder()
                .setGroup(create.group().value())
                .setName(create.name())
                .addAllMembers(WireNames.of(create.members()))
                .setOpen(create.open());
        if (create.diffusion() != null) {
            wire.setDiffusion(WireEnums.of(create.diffusion()));
        }
        return wire.build();
    }

    private static GroupCommand create(CreateGroup wire) {
        return new GroupCommand.Create(
                new GroupId(wire.getGroup()),
                wire.getName(),
                WireNames.users(wire.getMembersList()),
                wire.hasDiffusion() ? WireEnums.read(wire.getDiffusion()) : null,
                wire.getOpen());
    }

    private static UpdateGroup update(GroupCommand.Update update) {
        UpdateGroup.Builder wire =
                UpdateGroup.newBuilder().setGroup(update.group().value());
        if (update.name() != null) {
            wire.setName(update.name());
        }
        if (update.open() != null) {
            wire.setOpen(update.open());
        }
        return wire.build();
    }

    private static GroupCommand update(UpdateGroup wire) {
        return new GroupCommand.Update(
                new GroupId(wire.getGroup()),
                wire.hasName() ? wire.getName() : null,
                wire.hasOpen() ? wire.getOpen() : null);
    }
}
