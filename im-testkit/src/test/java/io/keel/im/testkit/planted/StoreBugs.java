package io.keel.im.testkit.planted;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.memory.MemoryStore;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.UserConversationStore;
import io.keel.im.testkit.tck.AccountStoreTck;
import io.keel.im.testkit.tck.InboxStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import io.keel.im.testkit.tck.UserConversationStoreTck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Inboxes, positions and accounts that are wrong. */
final class StoreBugs {
    private StoreBugs() {}

    private static StoreFixture inboxes(MemoryStore store, InboxStore wrong) {
        return StoreFixture.of(store.conversations(), wrong, store.memberships(), store.userConversations());
    }

    private static StoreFixture positions(MemoryStore store, UserConversationStore wrong) {
        return StoreFixture.of(store.conversations(), store.inboxes(), store.memberships(), wrong);
    }

    /** An inbox whose fourth position was lost in a rolled back transaction. */
    static final class InboxGap extends InboxStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return inboxes(store, new ForwardingInboxes(store.inboxes()) {
                @Override
                public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
                    return right.read(user, after, limit).thenApply(page -> {
                        List<InboxEntry> left = new ArrayList<>(page);
                        left.removeIf(entry -> entry.inboxSeq() == 4);
                        return left;
                    });
                }
            });
        }
    }

    /** Names are compared without regard to case, as a default collation does. */
    static final class CaseFolded extends InboxStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return inboxes(store, new ForwardingInboxes(store.inboxes()) {
                @Override
                public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
                    return right.read(new UserId(user.value().toLowerCase(Locale.ROOT)), after, limit);
                }
            });
        }
    }

    /** A removal that was made before counts again. */
    static final class RemovalCountsTwice extends InboxStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return inboxes(store, new ForwardingInboxes(store.inboxes()) {
                @Override
                public CompletionStage<Removal> remove(
                        UserId user, ConversationId where, java.util.Collection<Long> seqs) {
                    return right.remove(user, where, seqs)
                            .thenApply(removal -> new Removal(
                                    removal.inboxSeq(), seqs.stream().sorted().toList()));
                }
            });
        }
    }

    /** A counter that a repeated command moves as well. */
    static final class UnreadDrifts extends UserConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            AtomicInteger drift = new AtomicInteger();
            ForwardingLog log = new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    return right.append(batch).thenApply(results -> {
                        drift.addAndGet((int) results.stream()
                                .filter(AppendResult.Known.class::isInstance)
                                .count());
                        return results;
                    });
                }
            };
            UserConversationStore wrong = new ForwardingPositions(store.userConversations()) {
                @Override
                public CompletionStage<List<UserConversation>> list(
                        UserId user, Optional<ListCursor> after, int limit) {
                    return right.list(user, after, limit)
                            .thenApply(
                                    items -> items.stream().map(this::drifted).toList());
                }

                private UserConversation drifted(UserConversation item) {
                    return new UserConversation(
                            item.conversation(),
                            item.name(),
                            item.seq(),
                            item.headMessageId(),
                            item.visibleFrom(),
                            item.readSeq(),
                            item.peerReadSeq(),
                            item.unread() + drift.get(),
                            item.mute(),
                            item.pinned());
                }
            };
            return StoreFixture.of(log, store.inboxes(), store.memberships(), wrong);
        }
    }

    /** A position is where it was set last. */
    static final class PositionMovesBack extends UserConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            Map<String, Long> positions = new ConcurrentHashMap<>();
            return positions(store, new ForwardingPositions(store.userConversations()) {
                @Override
                public CompletionStage<Moved> advance(UserId user, ConversationId where, long seq) {
                    return right.advance(user, where, seq).thenApply(moved -> {
                        long end = Math.min(seq, moved.after());
                        Long before = positions.put(user + " " + where, end);
                        return new Moved(before == null ? moved.before() : before, end);
                    });
                }
            });
        }
    }

    /** A second registration takes the account over. */
    static final class AccountTakenOver extends AccountStoreTck {
        @Override
        protected AccountStore newAccounts() {
            Map<UserId, AccountStore.Account> accounts = new ConcurrentHashMap<>();
            return new AccountStore() {
                @Override
                public CompletionStage<Boolean> create(Account account) {
                    return CompletableFuture.completedFuture(accounts.put(account.user(), account) == null);
                }

                @Override
                public CompletionStage<Optional<Account>> find(UserId user) {
                    return CompletableFuture.completedFuture(Optional.ofNullable(accounts.get(user)));
                }
            };
        }
    }
}
