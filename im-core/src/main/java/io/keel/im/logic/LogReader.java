package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.query.Result.HistoryPage;
import io.keel.im.seq.SeqWindow;
import io.keel.im.seq.SeqWindow.Direction;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.sync.PageBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads pages of a log as one user may see it: nothing from before its time, nothing that it has removed. A page that would come
 * out empty though there is more is filled from further on.
 */
final class LogReader {

    private final ConversationStore conversations;
    private final InboxStore inboxes;

    LogReader(LogicPorts ports) {
        this.conversations = ports.conversations();
        this.inboxes = ports.inboxes();
    }

    CompletionStage<HistoryPage> page(UserId user, Access.View view, SeqWindow window, int limit) {
        boolean forward = window.direction() == Direction.AFTER;
        SeqWindow start = forward ? SeqWindow.after(Math.max(window.bound(), view.visibleFrom() - 1)) : window;
        return fill(new Page(user, view, limit, forward), start);
    }

    private CompletionStage<HistoryPage> fill(Page page, SeqWindow window) {
        int wanted = page.limit + 1;
        ConversationId conversation = page.view.conversation();
        return conversations.read(conversation, window, wanted).thenCompose(chunk -> {
            List<Message> visible = page.visible(chunk);
            boolean exhausted = chunk.size() < wanted || visible.size() < chunk.size();
            if (visible.isEmpty()) {
                return CompletableFuture.completedFuture(page.end());
            }
            long first = visible.get(0).seq();
            long last = visible.get(visible.size() - 1).seq();
            return inboxes.removed(page.user, conversation, first, last).thenCompose(removed -> {
                page.take(visible, removed);
                if (page.full || exhausted) {
                    return CompletableFuture.completedFuture(page.end());
                }
                return fill(page, page.forward ? SeqWindow.after(last) : SeqWindow.before(first));
            });
        });
    }

    /** A page while it is filled, in the direction of reading. */
    private static final class Page {

        private final UserId user;
        private final Access.View view;
        private final int limit;
        private final boolean forward;
        private final PageBudget budget;
        private final List<Message> taken = new ArrayList<>();
        private boolean full;

        Page(UserId user, Access.View view, int limit, boolean forward) {
            this.user = user;
            this.view = view;
            this.limit = limit;
            this.forward = forward;
            this.budget = new PageBudget(limit);
        }

        List<Message> visible(List<Message> chunk) {
            int from = 0;
            while (from < chunk.size() && chunk.get(from).seq() < view.visibleFrom()) {
                from++;
            }
            return chunk.subList(from, chunk.size());
        }

        void take(List<Message> visible, Set<Long> removed) {
            List<Message> inOrder = new ArrayList<>(visible);
            if (!forward) {
                Collections.reverse(inOrder);
            }
            for (Message message : inOrder) {
                if (removed.contains(message.seq())) {
                    continue;
                }
                if (!budget.takes(message)) {
                    full = true;
                    return;
                }
                taken.add(message);
            }
        }

        HistoryPage end() {
            if (!forward) {
                Collections.reverse(taken);
            }
            return new HistoryPage(List.copyOf(taken), full);
        }
    }
}
