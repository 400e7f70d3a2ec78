package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Conversations;
import io.keel.im.protocol.v1.GroupInfo;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Presence;
import io.keel.im.protocol.v1.Read;
import io.keel.im.protocol.v1.Readers;
import io.keel.im.protocol.v1.Remove;
import io.keel.im.protocol.v1.SetConversation;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.protocol.v1.Typing;
import io.keel.im.query.Query;
import io.keel.im.seq.SeqWindow;

/** Queries as the frames that clients ask them by. They are read as a client's are, so that shapes are checked by one piece of code. */
final class WireQueries {

    private WireQueries() {}

    static ClientFrame of(Query query) {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        if (query instanceof Query.History history) {
            frame.setHistory(history(history));
        } else if (query instanceof Query.Sync sync) {
            frame.setSync(Sync.newBuilder().setAfter(sync.after()).setLimit(sync.limit()));
        } else if (query instanceof Query.Conversations list) {
            frame.setConversations(
                    Conversations.newBuilder().setAfter(list.after()).setLimit(list.limit()));
        } else if (query instanceof Query.Read read) {
            frame.setRead(Read.newBuilder()
                    .setConversation(read.conversation().value())
                    .setSeq(read.seq()));
        } else if (query instanceof Query.Readers readers) {
            frame.setReaders(Readers.newBuilder()
                    .setConversation(readers.conversation().value())
                    .setSeq(readers.seq())
                    .setLimit(readers.limit()));
        } else if (query instanceof Query.Remove remove) {
            frame.setRemove(Remove.newBuilder()
                    .setConversation(remove.conversation().value())
                    .addAllSeqs(remove.seqs()));
        } else if (query instanceof Query.Typing typing) {
            frame.setTyping(
                    Typing.newBuilder().setConversation(typing.conversation().value()));
        } else if (query instanceof Query.PresenceOf presence) {
            frame.setPresence(Presence.newBuilder().addAllUsers(WireValues.names(presence.users())));
        } else if (query instanceof Query.Settings settings) {
            frame.setSetConversation(settings(settings));
        } else if (query instanceof Query.GroupInfo info) {
            frame.setGroupInfo(GroupInfo.newBuilder().setGroup(info.group().value()));
        } else if (query instanceof Query.Members members) {
            frame.setMembers(Members.newBuilder()
                    .setGroup(members.group().value())
                    .setAfter(members.after())
                    .setLimit(members.limit()));
        }
        return frame.build();
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException if the frame holds none, or a malformed one
     */
    static Query read(ClientFrame frame, UserId caller) {
        Request request = new Requests(caller, WireQueries::noGroup).parse(frame);
        if (request instanceof Request.OfQuery asked) {
            return asked.query();
        }
        throw new IllegalArgumentException(
                request instanceof Request.Invalid invalid ? invalid.refusal().message() : "query: not a query");
    }

    private static io.keel.im.group.GroupId noGroup() {
        throw new IllegalArgumentException("query: not a query");
    }

    private static History.Builder history(Query.History query) {
        History.Builder history = History.newBuilder()
                .setConversation(query.conversation().value())
                .setLimit(query.limit());
        SeqWindow window = query.window();
        switch (window.direction()) {
            case AFTER -> history.setAfter(window.bound());
            case BEFORE -> history.setBefore(window.bound());
            case NEWEST -> {}
        }
        return history;
    }

    private static SetConversation.Builder settings(Query.Settings query) {
        SetConversation.Builder settings = SetConversation.newBuilder()
                .setConversation(query.conversation().value());
        if (query.mute() != null) {
            settings.setMute(query.mute());
        }
        if (query.pinned() != null) {
            settings.setPinned(query.pinned());
        }
        return settings;
    }
}
