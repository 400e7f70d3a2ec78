package io.keel.im.store.mysql;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.UserId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import io.keel.im.store.mysql.v1.StoredDetails;
import io.keel.im.store.mysql.v1.StoredEvent;
import io.keel.im.store.mysql.v1.StoredGroup;
import io.keel.im.store.mysql.v1.StoredInboxes;
import io.keel.im.store.mysql.v1.StoredRemoval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns values into what stands in binary columns, and back. */
final class StoredForms {

    private StoredForms() {}

    /** What few messages have; null for the many that have none of it. */
    static byte @Nullable [] details(Message message) {
        Content content = message.content();
        if (!(content instanceof Event)
                && message.mentions().isEmpty()
                && message.ext().isEmpty()) {
            return null;
        }
        StoredDetails.Builder details = StoredDetails.newBuilder().putAllExt(message.ext());
        if (content instanceof Event event) {
            StoredEvent.Builder stored = StoredEvent.newBuilder()
                    .setKind(event.kind().name())
                    .setSeq(event.seq())
                    .setName(event.name());
            event.users().forEach(user -> stored.addUsers(user.value()));
            if (event.role() != null) {
                stored.setRole(event.role().name());
            }
            details.setEvent(stored);
        }
        message.mentions().forEach(user -> details.addMentions(user.value()));
        return details.build().toByteArray();
    }

    static StoredDetails details(byte @Nullable [] bytes) {
        try {
            return bytes == null ? StoredDetails.getDefaultInstance() : StoredDetails.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw malformed("messages.details", e);
        }
    }

    static Event event(StoredEvent stored) {
        return new Event(
                EventKind.valueOf(stored.getKind()),
                users(stored.getUsersList()),
                stored.getSeq(),
                stored.getName(),
                stored.getRole().isEmpty() ? null : Role.valueOf(stored.getRole()));
    }

    static List<UserId> users(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<UserId> users = new ArrayList<>(names.size());
        for (String name : names) {
            users.add(new UserId(name));
        }
        return List.copyOf(users);
    }

    /** Where a message was written to; null for nowhere. */
    static byte @Nullable [] inboxes(List<UserId> users, long[] seqs) {
        if (users.isEmpty()) {
            return null;
        }
        StoredInboxes.Builder stored = StoredInboxes.newBuilder();
        for (int i = 0; i < seqs.length; i++) {
            stored.addUsers(users.get(i).value()).addSeqs(seqs[i]);
        }
        return stored.build().toByteArray();
    }

    static StoredInboxes inboxes(byte @Nullable [] bytes) {
        try {
            return bytes == null ? StoredInboxes.getDefaultInstance() : StoredInboxes.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw malformed("messages.inboxes", e);
        }
    }

    /** Returns a user's position; 0 when it has none. */
    static long positionOf(StoredInboxes inboxes, UserId user) {
        int index = inboxes.getUsersList().indexOf(user.value());
        return index < 0 ? 0 : inboxes.getSeqs(index);
    }

    static byte[] group(Group group) {
        return StoredGroup.newBuilder()
                .setName(group.name())
                .setOwner(group.owner().value())
                .setSize(group.size())
                .setReadDiffused(group.diffusion() == Diffusion.READ)
                .setForced(group.forced())
                .setOpen(group.open())
                .setDisbanded(group.disbanded())
                .setVersion(group.version())
                .build()
                .toByteArray();
    }

    static Group group(GroupId id, byte[] bytes) {
        try {
            StoredGroup stored = StoredGroup.parseFrom(bytes);
            return new Group(
                    id,
                    stored.getName(),
                    new UserId(stored.getOwner()),
                    stored.getSize(),
                    stored.getReadDiffused() ? Diffusion.READ : Diffusion.WRITE,
                    stored.getForced(),
                    stored.getOpen(),
                    stored.getDisbanded(),
                    stored.getVersion());
        } catch (InvalidProtocolBufferException e) {
            throw malformed("messages.group_after", e);
        }
    }

    static byte[] removal(List<Long> seqs) {
        return StoredRemoval.newBuilder().addAllSeqs(seqs).build().toByteArray();
    }

    static List<Long> removal(byte[] bytes) {
        try {
            return List.copyOf(StoredRemoval.parseFrom(bytes).getSeqsList());
        } catch (InvalidProtocolBufferException e) {
            throw malformed("message_user_relations.removed", e);
        }
    }

    private static IllegalStateException malformed(String column, InvalidProtocolBufferException cause) {
        return new IllegalStateException(column + " is malformed", cause);
    }
}
