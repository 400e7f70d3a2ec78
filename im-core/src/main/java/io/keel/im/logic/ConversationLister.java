package io.keel.im.logic;

import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.query.Result.ConversationItem;
import io.keel.im.query.Result.ConversationPage;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.UserConversationStore;
import io.keel.im.spi.UserConversationStore.ListCursor;
import io.keel.im.spi.UserConversationStore.UserConversation;
import io.keel.im.sync.PageBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists a user's conversations with the newest message that it may see of each. */
final class ConversationLister {

    private final UserConversationStore userConversations;
    private final LogReader logs;

    ConversationLister(LogicPorts ports, LogReader logs) {
        this.userConversations = ports.userConversations();
        this.logs = logs;
    }

    CompletionStage<Result> list(UserId user, Query.Conversations query) {
        Optional<ListCursor> after = cursor(query.after());
        if (after.isEmpty() && !query.after().isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Result.Refused(Refusal.invalid("after: malformed (expected: the next of an earlier page)")));
        }
        return userConversations.list(user, after, query.limit() + 1).thenCompose(found -> {
            List<CompletableFuture<Optional<Message>>> newest = new ArrayList<>(found.size());
            for (UserConversation each : found.subList(0, Math.min(found.size(), query.limit()))) {
                newest.add(newest(user, each).toCompletableFuture());
            }
            return CompletableFuture.allOf(newest.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> page(found, newest, query.limit()));
        });
    }

    private CompletionStage<Optional<Message>> newest(UserId user, UserConversation conversation) {
        Access.View view = new Access.View(conversation.conversation(), conversation.visibleFrom(), null);
        return logs.page(user, view, SeqWindow.newest(), 1)
                .thenApply(page -> page.messages().stream().findFirst());
    }

    private static Result page(
            List<UserConversation> found, List<CompletableFuture<Optional<Message>>> newest, int limit) {
        PageBudget budget = new PageBudget(limit);
        List<ConversationItem> items = new ArrayList<>(newest.size());
        for (int i = 0; i < newest.size(); i++) {
            Optional<Message> message = newest.get(i).join();
            if (!budget.takes(512 + message.map(PageBudget::sizeOf).orElse(0L))) {
                break;
            }
            items.add(item(found.get(i), message));
        }
        if (items.size() == found.size()) {
            return new ConversationPage(items, "");
        }
        UserConversation last = found.get(items.size() - 1);
        return new ConversationPage(items, last.headMessageId() + "/" + last.conversation());
    }

    private static ConversationItem item(UserConversation each, Optional<Message> lastMessage) {
        return new ConversationItem(
                each.conversation(),
                each.name(),
                lastMessage,
                each.seq(),
                each.readSeq(),
                each.peerReadSeq(),
                each.unread(),
                each.mute(),
                each.pinned());
    }

    private static Optional<ListCursor> cursor(String after) {
        int slash = after.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            long messageId = Long.parseLong(after.substring(0, slash));
            return ConversationId.parse(after.substring(slash + 1)).map(id -> new ListCursor(messageId, id));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }
}
