package io.keel.im.store.redis;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The logs, with the heads of groups from the cache where they are there: they are what a crowd that comes back asks for. An append
 * goes straight to the store; before it is answered its heads are in the cache, and the groups that it changed, or was judged by a
 * passed version of, are out of it. Messages come from the store.
 */
public final class CachedConversations implements ConversationStore {

    private static final String HEAD = "#head";

    private final ConversationStore store;
    private final RedisCache cache;

    private CachedConversations(ConversationStore store, RedisCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** Puts the cache before a store. */
    public static CachedConversations over(ConversationStore store, RedisCache cache) {
        return new CachedConversations(store, cache);
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
        return store.append(batch)
                .handle((results, failure) -> results != null
                        ? told(appended(batch, results)).thenApply(done -> results)
                        : told(perhapsAppended(batch)).<List<AppendResult>>thenCompose(done -> failed(failure)))
                .thenCompose(answer -> answer);
    }

    private static <T> CompletionStage<T> failed(@Nullable Throwable failure) {
        return CompletableFuture.failedFuture(
                failure == null ? new IllegalStateException("a store answered nothing") : failure);
    }

    private CompletionStage<Void> told(List<ScriptCall> changes) {
        return changes.isEmpty() ? CompletableFuture.completedFuture(null) : cache.writeNow(changes);
    }

    private List<ScriptCall> appended(List<Append> batch, List<AppendResult> results) {
        Map<ConversationId, Long> heads = new HashMap<>();
        Map<ConversationId, Long> versions = new HashMap<>();
        Set<ConversationId> forgotten = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            Append entry = batch.get(i);
            ConversationId id = entry.draft().conversation();
            if (id.kind() != ConversationKind.GROUP) {
                continue;
            }
            if (results.get(i) instanceof Stored stored) {
                heads.merge(id, stored.message().seq(), Math::max);
                versionAfter(entry).ifPresent(version -> versions.merge(id, version, Math::max));
            } else if (results.get(i) instanceof Redelivered again) {
                // Who stored it may have died before it was told here.
                forgotten.add(id);
                if (again.group() != null) {
                    versions.merge(id, again.group().version(), Math::max);
                }
            } else if (results.get(i) == AppendResult.Stale.STALE) {
                // What it was judged by may have come from the cache: it must not come from there again.
                versions.merge(id, entry.membershipVersion() + 1, Math::max);
            }
        }
        List<ScriptCall> changes = new ArrayList<>(heads.size() + versions.size());
        forgotten.forEach(id -> changes.add(ForgetEntryScript.of(cache.keys().cachedHead(id))));
        heads.forEach((id, head) -> changes.add(put(id, head)));
        versions.forEach((id, version) -> changes.add(fence(id, version)));
        return changes;
    }

    /** An append that failed may have been stored: nothing is known of where its logs end. */
    private List<ScriptCall> perhapsAppended(List<Append> batch) {
        Map<ConversationId, Long> versions = new HashMap<>();
        List<ScriptCall> changes = new ArrayList<>();
        for (Append entry : batch) {
            ConversationId id = entry.draft().conversation();
            if (id.kind() == ConversationKind.GROUP) {
                versions.merge(id, versionAfter(entry).orElse(0L), Math::max);
            }
        }
        versions.forEach((id, version) -> {
            changes.add(ForgetEntryScript.of(cache.keys().cachedHead(id)));
            if (version > 0) {
                changes.add(fence(id, version));
            }
        });
        return changes;
    }

    private static Optional<Long> versionAfter(Append entry) {
        if (entry.effect() instanceof Effect.Changes changes) {
            return Optional.of(changes.after()).map(Group::version);
        }
        return entry.effect() instanceof Effect.SaidAndTurned turned
                ? Optional.of(turned.after()).map(Group::version)
                : Optional.empty();
    }

    private ScriptCall fence(ConversationId id, long version) {
        return PutEntryScript.of(cache.keys().cachedGroup(id.requireGroup()), version, cache.timeToLive(), Map.of());
    }

    private ScriptCall put(ConversationId id, long head) {
        return PutEntryScript.of(
                cache.keys().cachedHead(id), head, cache.headTimeToLive(), Map.of(HEAD, Long.toString(head)));
    }

    @Override
    public CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations) {
        List<ConversationId> groups = conversations.stream()
                .filter(id -> id.kind() == ConversationKind.GROUP)
                .distinct()
                .toList();
        if (groups.isEmpty()) {
            return store.heads(conversations);
        }
        List<ScriptCall> questions = groups.stream()
                .map(id -> ReadEntryScript.of(cache.keys().cachedHead(id), List.of(HEAD)))
                .toList();
        return cache.read(questions).thenCompose(entries -> {
            Map<ConversationId, Long> heads = new HashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                String head = entries.get(i).isEmpty() ? null : entries.get(i).get(0);
                if (head != null) {
                    heads.put(groups.get(i), Long.valueOf(head));
                }
            }
            List<ConversationId> missing =
                    conversations.stream().filter(id -> !heads.containsKey(id)).toList();
            return missing.isEmpty() ? CompletableFuture.completedFuture(heads) : completed(heads, missing);
        });
    }

    private CompletionStage<Map<ConversationId, Long>> completed(
            Map<ConversationId, Long> heads, List<ConversationId> missing) {
        return store.heads(missing).thenApply(found -> {
            List<ScriptCall> puts = new ArrayList<>(found.size());
            found.forEach((id, head) -> {
                heads.put(id, head);
                if (id.kind() == ConversationKind.GROUP) {
                    puts.add(put(id, head));
                }
            });
            cache.write(puts);
            return heads;
        });
    }

    @Override
    public CompletionStage<Map<CommandKey, AppendResult.Known>> repeats(Collection<CommandKey> keys) {
        return store.repeats(keys);
    }

    @Override
    public CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit) {
        return store.read(conversation, window, limit);
    }

    @Override
    public CompletionStage<Optional<Message>> find(ConversationId conversation, long seq) {
        return store.find(conversation, seq);
    }
}
