package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.query.Result.SyncPage;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.sync.PageBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads pages of a user's inbox; the last one tells where the user's read-diffused conversations end. */
final class InboxReader {

    private static final int REMOVED_SEQ_BYTES = 24;

    private final InboxStore inboxes;
    private final MembershipStore memberships;
    private final ConversationStore conversations;

    InboxReader(LogicPorts ports) {
        this.inboxes = ports.inboxes();
        this.memberships = ports.memberships();
        this.conversations = ports.conversations();
    }

    CompletionStage<SyncPage> page(UserId user, long after, int limit) {
        return inboxes.read(user, after, limit + 1).thenCompose(entries -> {
            List<InboxEntry> page = cut(entries, limit);
            boolean hasMore = page.size() < entries.size();
            if (hasMore) {
                return CompletableFuture.completedFuture(
                        new SyncPage(page, page.get(page.size() - 1).inboxSeq(), true, List.of()));
            }
            return end(user, page, after)
                    .thenCombine(heads(user), (next, heads) -> new SyncPage(page, next, false, heads));
        });
    }

    private static List<InboxEntry> cut(List<InboxEntry> entries, int limit) {
        PageBudget budget = new PageBudget(limit);
        List<InboxEntry> page = new ArrayList<>(entries.size());
        for (InboxEntry entry : entries) {
            if (!budget.takes(sizeOf(entry))) {
                break;
            }
            page.add(entry);
        }
        return page;
    }

    private static long sizeOf(InboxEntry entry) {
        if (entry instanceof InboxEntry.Holds holds) {
            return PageBudget.sizeOf(holds.message());
        } else if (entry instanceof InboxEntry.Removal removal) {
            return 256 + (long) removal.seqs().size() * REMOVED_SEQ_BYTES;
        }
        return 64;
    }

    private CompletionStage<Long> end(UserId user, List<InboxEntry> page, long after) {
        if (!page.isEmpty()) {
            return CompletableFuture.completedFuture(page.get(page.size() - 1).inboxSeq());
        }
        // A client that remembers more than there is gets back to where the inbox really ends.
        return inboxes.heads(List.of(user)).thenApply(heads -> Math.min(after, heads.getOrDefault(user, 0L)));
    }

    private CompletionStage<List<Head>> heads(UserId user) {
        return memberships.groupsOf(user).thenCompose(groups -> {
            List<ConversationId> diffusedByReading = new ArrayList<>();
            for (MembershipStore.Membership each : groups) {
                if (each.group().diffusion() == Diffusion.READ) {
                    diffusedByReading.add(ConversationId.group(each.group().id()));
                }
            }
            if (diffusedByReading.isEmpty()) {
                return CompletableFuture.completedFuture(List.<Head>of());
            }
            return conversations.heads(diffusedByReading).thenApply(InboxReader::sorted);
        });
    }

    private static List<Head> sorted(Map<ConversationId, Long> heads) {
        return heads.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Head(each.getKey(), each.getValue()))
                .toList();
    }
}
