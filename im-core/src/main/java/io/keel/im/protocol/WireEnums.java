package io.keel.im.protocol;

import io.keel.im.ErrorCode;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.EventKind;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Role;

/**
 * The schema's names for the domain's enums. The switches are exhaustive: a new constant does not compile without
 * one. On the way back names are the same; one that is unspecified or unknown is an {@link IllegalArgumentException}.
 */
final class WireEnums {

    private WireEnums() {}

    static io.keel.im.protocol.v1.ErrorCode of(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
            case UNAUTHENTICATED -> io.keel.im.protocol.v1.ErrorCode.UNAUTHENTICATED;
            case PERMISSION_DENIED -> io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
            case NOT_FOUND -> io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
            case ALREADY_EXISTS -> io.keel.im.protocol.v1.ErrorCode.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
            case RATE_LIMITED -> io.keel.im.protocol.v1.ErrorCode.RATE_LIMITED;
            case UNAVAILABLE -> io.keel.im.protocol.v1.ErrorCode.UNAVAILABLE;
            case INTERNAL -> io.keel.im.protocol.v1.ErrorCode.INTERNAL;
        };
    }

    static io.keel.im.protocol.v1.EventKind of(EventKind kind) {
        return switch (kind) {
            case GROUP_CREATED -> io.keel.im.protocol.v1.EventKind.GROUP_CREATED;
            case MEMBERS_ADDED -> io.keel.im.protocol.v1.EventKind.MEMBERS_ADDED;
            case MEMBERS_REMOVED -> io.keel.im.protocol.v1.EventKind.MEMBERS_REMOVED;
            case MEMBER_JOINED -> io.keel.im.protocol.v1.EventKind.MEMBER_JOINED;
            case MEMBER_LEFT -> io.keel.im.protocol.v1.EventKind.MEMBER_LEFT;
            case ROLE_CHANGED -> io.keel.im.protocol.v1.EventKind.ROLE_CHANGED;
            case GROUP_UPDATED -> io.keel.im.protocol.v1.EventKind.GROUP_UPDATED;
            case GROUP_DISBANDED -> io.keel.im.protocol.v1.EventKind.GROUP_DISBANDED;
            case RECALLED -> io.keel.im.protocol.v1.EventKind.RECALLED;
        };
    }

    static io.keel.im.protocol.v1.Role of(Role role) {
        return switch (role) {
            case OWNER -> io.keel.im.protocol.v1.Role.OWNER;
            case ADMIN -> io.keel.im.protocol.v1.Role.ADMIN;
            case MEMBER -> io.keel.im.protocol.v1.Role.MEMBER;
        };
    }

    static io.keel.im.protocol.v1.Diffusion of(Diffusion diffusion) {
        return switch (diffusion) {
            case WRITE -> io.keel.im.protocol.v1.Diffusion.WRITE;
            case READ -> io.keel.im.protocol.v1.Diffusion.READ;
        };
    }

    static io.keel.im.protocol.v1.ConversationKind of(ConversationKind kind) {
        return switch (kind) {
            case DIRECT -> io.keel.im.protocol.v1.ConversationKind.DIRECT;
            case GROUP -> io.keel.im.protocol.v1.ConversationKind.GROUP;
        };
    }

    static ErrorCode read(io.keel.im.protocol.v1.ErrorCode wire) {
        return ErrorCode.valueOf(wire.name());
    }

    static EventKind read(io.keel.im.protocol.v1.EventKind wire) {
        return EventKind.valueOf(wire.name());
    }

    static Role read(io.keel.im.protocol.v1.Role wire) {
        return Role.valueOf(wire.name());
    }

    static Diffusion read(io.keel.im.protocol.v1.Diffusion wire) {
        return Diffusion.valueOf(wire.name());
    }
}
