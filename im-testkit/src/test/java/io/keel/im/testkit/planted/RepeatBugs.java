package io.keel.im.testkit.planted;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Roster;
import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Logs that are wrong about what they have stored before. */
final class RepeatBugs {
    private RepeatBugs() {}

    private static StoreFixture fixture(MemoryStore store, ConversationStore wrong) {
        return StoreFixture.of(wrong, store.inboxes(), store.memberships(), store.userConversations());
    }

    /** A log whose redeliveries are changed by a bug, in both verbs. */
    private static StoreFixture redelivering(MemoryStore store, UnaryOperator<Redelivered> bug) {
        return fixture(store, new ForwardingLog(store.conversations()) {
            @Override
            public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                return right.append(batch)
                        .thenApply(results -> results.stream().map(this::wrong).toList());
            }

            @Override
            public CompletionStage<Map<CommandKey, Known>> repeats(Collection<CommandKey> keys) {
                return right.repeats(keys).thenApply(found -> {
                    Map<CommandKey, Known> wrong = new HashMap<>(found);
                    wrong.replaceAll((key, known) -> (Known) wrong(known));
                    return wrong;
                });
            }

            private AppendResult wrong(AppendResult result) {
                return result instanceof Redelivered again ? bug.apply(again) : result;
            }
        });
    }

    private static Roster now(MemoryStore store, ConversationId conversation) {
        GroupId group = conversation.requireGroup();
        return Objects.requireNonNull(store.memberships()
                .rosters(Map.of(group, Set.of()))
                .toCompletableFuture()
                .join()
                .get(group));
    }

    /** Whatever bears a known clientMsgId is taken for the command that was stored, and would be pushed again. */
    static final class ResendIsRedelivered extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                    return right.append(batch)
                            .thenApply(results -> results.stream()
                                    .map(result -> result instanceof Repeated first
                                            ? redelivered(batch.get(0), first)
                                            : result)
                                    .toList());
                }

                private AppendResult redelivered(Append entry, Repeated first) {
                    return new Redelivered(
                            entry.draft().at(first.seq()),
                            entry.inboxes(),
                            new long[entry.inboxes().size()],
                            null);
                }
            });
        }
    }

    /** The group is told as it stands now: no snapshot was kept beside the event. */
    static final class PresentGroupTold extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return redelivering(
                    store,
                    again -> again.group() == null
                            ? again
                            : new Redelivered(
                                    again.message(),
                                    again.inboxes(),
                                    again.inboxSeqs(),
                                    now(store, again.message().conversation()).group()));
        }
    }

    /** The inboxes are those of the present members: whose inbox a message stands in was not looked up. */
    static final class PresentMembersTold extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return redelivering(store, again -> {
                if (again.inboxes().isEmpty()
                        || again.message().conversation().group().isEmpty()) {
                    return again;
                }
                List<UserId> members =
                        now(store, again.message().conversation()).everyone();
                return new Redelivered(again.message(), members, new long[members.size()], again.group());
            });
        }
    }

    /** Commands without a clientMsgId are not looked up by their ids. */
    static final class OnlySendsAreFound extends ConversationStoreTck {
        @Override
        protected StoreFixture newStores() {
            MemoryStore store = new MemoryStore();
            return fixture(store, new ForwardingLog(store.conversations()) {
                @Override
                public CompletionStage<Map<CommandKey, Known>> repeats(Collection<CommandKey> keys) {
                    List<CommandKey> sends =
                            keys.stream().filter(key -> key.send() != null).toList();
                    return sends.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : right.repeats(sends);
                }
            });
        }
    }
}
