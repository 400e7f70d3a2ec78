package io.keel.im.transport.grpc;

import io.keel.im.protocol.WireAnswers;
import io.keel.im.protocol.WireMessages;
import io.keel.im.protocol.WireResults;
import io.keel.im.protocol.v1.ConversationItem;
import io.keel.im.protocol.v1.ConversationList;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.query.Result;
import io.keel.im.seq.Head;
import io.keel.im.transport.grpc.v1.Done;
import io.keel.im.transport.grpc.v1.MemberPage;
import io.keel.im.transport.grpc.v1.QueryResponse;
import io.keel.im.transport.grpc.v1.Silent;
import java.util.Optional;

/** Results of queries, with all that is known of groups and members, to and from the wire. */
final class WireQueryResults {

    private WireQueryResults() {}

    static QueryResponse of(Result result) {
        QueryResponse.Builder wire = QueryResponse.newBuilder();
        if (result instanceof Result.HistoryPage) {
            wire.setHistory(WireResults.of(result).getHistoryPage());
        } else if (result instanceof Result.SyncPage) {
            wire.setSync(WireResults.of(result).getSyncPage());
        } else if (result instanceof Result.ConversationPage) {
            wire.setConversations(WireResults.of(result).getConversationList());
        } else if (result instanceof Result.Readers) {
            wire.setReaders(WireResults.of(result).getReadersInfo());
        } else if (result instanceof Result.Presences) {
            wire.setPresence(WireResults.of(result).getPresenceInfo());
        } else if (result instanceof Result.GroupState state) {
            wire.setGroup(WireAnswers.group(state.group()));
        } else if (result instanceof Result.MemberPage page) {
            wire.setMembers(MemberPage.newBuilder()
                    .setNext(page.next())
                    .addAllItems(page.items().stream().map(WireValues::member).toList()));
        } else if (result instanceof Result.Done) {
            wire.setDone(Done.getDefaultInstance());
        } else if (result instanceof Result.Silent) {
            wire.setSilent(Silent.getDefaultInstance());
        } else if (result instanceof Result.Refused refused) {
            wire.setRefused(WireValues.error(refused.refusal()));
        }
        return wire.build();
    }

    /**
     * Reads a result.
     *
     * @throws IllegalArgumentException if a name in it is malformed or its kind unknown
     */
    static Result read(QueryResponse wire) {
        return switch (wire.getResultCase()) {
            case HISTORY -> history(wire.getHistory());
            case SYNC -> sync(wire.getSync());
            case CONVERSATIONS -> conversations(wire.getConversations());
            case READERS -> readers(wire.getReaders());
            case PRESENCE -> new Result.Presences(WireValues.presences(wire.getPresence()));
            case GROUP -> new Result.GroupState(WireAnswers.group(wire.getGroup()));
            case MEMBERS ->
                new Result.MemberPage(
                        wire.getMembers().getItemsList().stream()
                                .map(WireValues::member)
                                .toList(),
                        wire.getMembers().getNext());
            case DONE -> Result.Done.DONE;
            case SILENT -> Result.Silent.SILENT;
            case REFUSED -> new Result.Refused(WireValues.refusal(wire.getRefused()));
            case RESULT_NOT_SET -> throw new IllegalArgumentException("a result of no known kind");
        };
    }

    private static Result history(HistoryPage wire) {
        return new Result.HistoryPage(
                wire.getMessagesList().stream().map(WireMessages::read).toList(), wire.getHasMore());
    }

    private static Result sync(SyncPage wire) {
        return new Result.SyncPage(
                wire.getEntriesList().stream().map(WireValues::entry).toList(),
                wire.getNext(),
                wire.getHasMore(),
                wire.getHeadsList().stream()
                        .map(head -> new Head(WireValues.conversation(head.getConversation()), head.getSeq()))
                        .toList());
    }

    private static Result conversations(ConversationList wire) {
        return new Result.ConversationPage(
                wire.getItemsList().stream().map(WireQueryResults::item).toList(), wire.getNext());
    }

    private static Result.ConversationItem item(ConversationItem wire) {
        return new Result.ConversationItem(
                WireValues.conversation(wire.getConversation()),
                wire.getName(),
                wire.hasLastMessage() ? Optional.of(WireMessages.read(wire.getLastMessage())) : Optional.empty(),
                wire.getSeq(),
                wire.getReadSeq(),
                wire.getPeerReadSeq(),
                wire.getUnread(),
                wire.getMute(),
                wire.getPinned());
    }

    private static Result readers(ReadersInfo wire) {
        return new Result.Readers(wire.getCount(), wire.getTotal(), WireValues.users(wire.getUsersList()));
    }
}
