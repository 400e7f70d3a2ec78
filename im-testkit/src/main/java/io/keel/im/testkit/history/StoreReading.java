package io.keel.im.testkit.history;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what the stores hold, through the ports, and tells a checker. */
public final class StoreReading {
    private static final int PAGE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConversationStore conversations;
    private final InboxStore inboxes;

    private StoreReading(ConversationStore conversations, InboxStore inboxes) {
        this.conversations = conversations;
        this.inboxes = inboxes;
    }

    /** Reads these stores. */
    public static StoreReading of(ConversationStore conversations, InboxStore inboxes) {
        return new StoreReading(conversations, inboxes);
    }

    /**
     * Reads every conversation and every inbox that the checker has heard of, to its end. Blocks, up to 30 seconds for each page.
     *
     * @throws IllegalStateException if a store fails or does not answer
     */
    public void into(HistoryChecker checker) {
        checker.conversations().forEach(conversation -> readLog(conversation, checker));
        checker.users().forEach(user -> readInbox(user, checker));
    }

    private void readLog(ConversationId conversation, HistoryChecker checker) {
        long last = 0;
        for (List<Message> page = log(conversation, last); !page.isEmpty(); page = log(conversation, last)) {
            page.forEach(message -> checker.stored(Line.of(message)));
            long end = page.get(page.size() - 1).seq();
            if (end <= last) {
                break; // A store that does not get on would be read for ever.
            }
            last = end;
        }
        checker.storeRead(conversation);
    }

    private void readInbox(UserId user, HistoryChecker checker) {
        long last = 0;
        for (List<InboxEntry> page = inbox(user, last); !page.isEmpty(); page = inbox(user, last)) {
            page.forEach(entry -> checker.storedInbox(user, told(entry)));
            long end = page.get(page.size() - 1).inboxSeq();
            if (end <= last) {
                break;
            }
            last = end;
        }
        checker.storeInboxEnds(user, last);
    }

    private static Told told(InboxEntry entry) {
        if (entry instanceof InboxEntry.Holds holds) {
            return Told.message(holds.inboxSeq(), Line.of(holds.message()));
        } else if (entry instanceof InboxEntry.Removal removal) {
            return Told.removal(removal.inboxSeq(), removal.conversation(), removal.seqs());
        }
        return Told.nothing(entry.inboxSeq());
    }

    private List<Message> log(ConversationId conversation, long after) {
        return await(conversations.read(conversation, SeqWindow.after(after), PAGE));
    }

    private List<InboxEntry> inbox(UserId user, long after) {
        return await(inboxes.read(user, after, PAGE));
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the store could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store was read", e);
        }
    }
}
