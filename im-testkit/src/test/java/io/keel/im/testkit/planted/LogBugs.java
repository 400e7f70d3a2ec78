package io.keel.im.testkit.planted;

import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.memory.MemoryStore;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Effect;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Logs that are wrong. */
final class LogBugs {
    private LogBugs() {}

    private static StoreFixture fixture(MemoryStore store, ConversationStore wrong) {
        return StoreFixture.of(wrong, store.inboxes(), store.memberships(), store.userConversations());
    }

    /** Every third message of a conversation gets the seq of the one before. */
    static final class SeqReused extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    return right.append(batch)
                            .thenApply(results -> results.stream()
                                    .map(result -> result instanceof Stored stored
                                            ? new Stored(wrong(stored.message()), stored.inboxSeqs())
                                            : result)
                                    .toList());
                }

                @Override
                public CompletionStage<List<Message>> read(ConversationId where, SeqWindow window, int limit) {
                    return right.read(where, window, limit)
                            .thenApply(page -> page.stream().map(this::wrong).toList());
                }

                private Message wrong(Message message) {
                    return message.seq() % 3 == 0 ? message.at(message.seq() - 1) : message;
                }
            });
        }
    }

    /** The last entry of a batch is answered and not stored. */
    static final class LostBatchMate extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    if (batch.size() < 2) {
                        return right.append(batch);
                    }
                    Append lost = batch.get(batch.size() - 1);
                    return right.append(batch.subList(0, batch.size() - 1)).thenApply(results -> {
                        List<AppendResult> all = new ArrayList<>(results);
                        all.add(new Stored(
                                lost.draft().at(batch.size()),
                                new long[lost.inboxes().size()]));
                        return all;
                    });
                }
            });
        }
    }

    /** A clientMsgId belongs to its user, whatever the device. */
    static final class DedupePerUser extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            Map<String, Repeated> firsts = new ConcurrentHashMap<>();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    Append only = batch.isEmpty() ? null : batch.get(0);
                    if (only == null
                            || batch.size() > 1
                            || only.draft().clientMsgId().isEmpty()) {
                        return right.append(batch);
                    }
                    Message draft = only.draft();
                    String key = draft.from() + " " + draft.clientMsgId().map(ClientMsgId::value);
                    Repeated known = firsts.get(key);
                    if (known != null) {
                        return CompletableFuture.completedFuture(List.of(known));
                    }
                    return right.append(batch).thenApply(results -> {
                        if (results.get(0) instanceof Stored stored) {
                            long seq = stored.message().seq();
                            firsts.put(key, new Repeated(draft.messageId(), seq, draft.sentAt(), 1, only.digest()));
                        }
                        return results;
                    });
                }
            });
        }
    }

    /** A recall of what is blank already is stored as an event once more. */
    static final class SecondRecallMakesAnEvent extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    return right.append(batch).thenCompose(results -> {
                        if (results.size() != 1 || results.get(0) != AppendResult.Unchanged.UNCHANGED) {
                            return CompletableFuture.completedFuture(results);
                        }
                        Append one = batch.get(0);
                        return right.append(List.of(new Append(
                                one.draft(), one.digest(), one.inboxes(), one.membershipVersion(), Effect.Said.SAID)));
                    });
                }
            });
        }
    }

    /** What is stale is stored at the version of now. */
    static final class MembershipVersionIgnored extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            MembershipStore memberships = store.memberships();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    return right.append(batch)
                            .thenCompose(results -> results.size() == 1 && results.get(0) == AppendResult.Stale.STALE
                                    ? again(batch.get(0))
                                    : CompletableFuture.completedFuture(results));
                }

                private CompletionStage<List<AppendResult>> again(Append stale) {
                    var group = stale.draft().conversation().requireGroup();
                    return memberships.rosters(Map.of(group, Set.of())).thenCompose(rosters -> {
                        Roster roster = rosters.get(group);
                        long now = roster == null ? 0 : roster.group().version();
                        return right.append(List.of(
                                new Append(stale.draft(), stale.digest(), stale.inboxes(), now, stale.effect())));
                    });
                }
            });
        }
    }

    /** A page before a seq leaves out the message next to it. */
    static final class HistoryPageSkips extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<Message>> read(ConversationId where, SeqWindow window, int limit) {
                    return window.direction() == SeqWindow.Direction.BEFORE
                            ? right.read(where, SeqWindow.before(window.bound() - 1), limit)
                            : right.read(where, window, limit);
                }
            });
        }
    }

    /** A text is cut at what fits a column of 16 KiB. */
    static final class TextCut extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<java.util.Optional<Message>> find(ConversationId where, long seq) {
                    return right.find(where, seq)
                            .thenApply(found -> found.map(message -> {
                                if (message.content() instanceof io.keel.im.conversation.Text text
                                        && text.value().length() > 16_384) {
                                    String cut = text.value().substring(0, 16_384);
                                    return message.toBuilder()
                                            .content(new io.keel.im.conversation.Text(cut))
                                            .build();
                                }
                                return message;
                            }));
                }
            });
        }
    }
}
