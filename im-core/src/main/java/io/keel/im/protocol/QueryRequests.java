package io.keel.im.protocol;

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
import io.keel.im.query.Query;
import io.keel.im.seq.SeqWindow;

/** Parses the bodies that take no seq. */
final class QueryRequests {

    private static final int MAX_SEQS = 200;
    private static final int MAX_PRESENCE_USERS = 200;

    private QueryRequests() {}

    static Query history(History body) {
        return new Query.History(
                Fields.conversation(body.getConversation()), window(body), Fields.limit(body.getLimit()));
    }

    static Query sync(Sync body) {
        return new Query.Sync(Fields.atLeast(0, "after", body.getAfter()), Fields.limit(body.getLimit()));
    }

    static Query conversations(Conversations body) {
        return new Query.Conversations(body.getAfter(), Fields.limit(body.getLimit()));
    }

    static Query read(Read body) {
        return new Query.Read(Fields.conversation(body.getConversation()), Fields.atLeast(1, "seq", body.getSeq()));
    }

    static Query readers(Readers body) {
        return new Query.Readers(
                Fields.conversation(body.getConversation()),
                Fields.atLeast(1, "seq", body.getSeq()),
                Fields.limit(body.getLimit()));
    }

    /** Doubles count once. */
    static Query remove(Remove body) {
        int count = body.getSeqsCount();
        if (count < 1 || count > MAX_SEQS) {
            throw InvalidField.expected("seqs", count + " seqs", "1.." + MAX_SEQS);
        }
        for (int i = 0; i < count; i++) {
            Fields.atLeast(1, "seqs", body.getSeqs(i));
        }
        return new Query.Remove(
                Fields.conversation(body.getConversation()),
                body.getSeqsList().stream().distinct().sorted().toList());
    }

    static Query presence(Presence body) {
        return new Query.PresenceOf(Fields.users("users", body.getUsersList(), 0, MAX_PRESENCE_USERS));
    }

    static Query settings(SetConversation body) {
        return new Query.Settings(
                Fields.conversation(body.getConversation()),
                body.hasMute() ? body.getMute() : null,
                body.hasPinned() ? body.getPinned() : null);
    }

    static Query groupInfo(GroupInfo body) {
        return new Query.GroupInfo(Fields.group("group", body.getGroup()));
    }

    static Query members(Members body) {
        return new Query.Members(
                Fields.group("group", body.getGroup()), body.getAfter(), Fields.limit(body.getLimit()));
    }

    private static SeqWindow window(History body) {
        if (body.hasAfter() && body.hasBefore()) {
            throw InvalidField.expected("before", "given beside after", "at most one of the two");
        }
        if (body.hasAfter()) {
            return SeqWindow.after(Fields.atLeast(0, "after", body.getAfter()));
        }
        return body.hasBefore() ? SeqWindow.before(Fields.atLeast(0, "before", body.getBefore())) : SeqWindow.newest();
    }
}
