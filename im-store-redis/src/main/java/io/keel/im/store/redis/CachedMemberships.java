package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Groups and their members, from the cache where they are there. Entries bear the membership's version; whoever appends does so
 * through {@link CachedConversations}, which takes away what an append has changed, or has found to be out of date.
 *
 * <p>Lists of members, and of the groups of a user, come from the store: they have no version of their own that could tell which of
 * two is newer.
 */
public final class CachedMemberships implements MembershipStore {

    /** Groups of which more members are wanted at once are asked of the store: that is rare. */
    private static final int MAX_ASKED = 2_000;

    private final MembershipStore store;
    private final RedisCache cache;

    private CachedMemberships(MembershipStore store, RedisCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** Puts the cache before a store. */
    public static CachedMemberships over(MembershipStore store, RedisCache cache) {
        return new CachedMemberships(store, cache);
    }

    @Override
    public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
        List<Question> questions = new ArrayList<>(asked.size());
        Map<GroupId, Set<UserId>> missing = new HashMap<>();
        asked.forEach((group, users) -> {
            if (users.size() <= MAX_ASKED) {
                questions.add(new Question(group, List.copyOf(users)));
            } else {
                missing.put(group, users);
            }
        });
        List<ScriptCall> calls =
                questions.stream().map(question -> question.call(cache.keys())).toList();
        return cache.read(calls).thenCompose(entries -> {
            Map<GroupId, Roster> found = new HashMap<>();
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                Roster roster = question.read(entries.get(i));
                if (roster == null) {
                    missing.put(question.group, Set.copyOf(question.users));
                } else {
                    found.put(question.group, roster);
                }
            }
            return missing.isEmpty() ? CompletableFuture.completedFuture(found) : completed(found, missing);
        });
    }

    private CompletionStage<Map<GroupId, Roster>> completed(
            Map<GroupId, Roster> found, Map<GroupId, Set<UserId>> missing) {
        return store.rosters(missing).thenApply(rosters -> {
            List<ScriptCall> puts = new ArrayList<>(rosters.size());
            rosters.forEach((id, roster) -> puts.add(PutEntryScript.of(
                    cache.keys().cachedGroup(id),
                    roster.group().version(),
                    cache.timeToLive(),
                    CachedRoster.kept(roster, missing.getOrDefault(id, Set.of())))));
            cache.write(puts);
            found.putAll(rosters);
            return found;
        });
    }

    @Override
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        return store.members(group, after, limit);
    }

    @Override
    public CompletionStage<List<Membership>> groupsOf(UserId user) {
        return store.groupsOf(user);
    }

    @Override
    public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
        return store.shareWriteDiffusedGroup(user, others);
    }

    /** What is asked of one entry. */
    private record Question(GroupId group, List<UserId> users) {

        ScriptCall call(Keys keys) {
            return ReadEntryScript.of(keys.cachedGroup(group), CachedRoster.fields(users));
        }

        /** Reads the answer; null when something is missing, or was written by a release that had another form. */
        @Nullable
        Roster read(List<@Nullable String> texts) {
            try {
                return CachedRoster.read(group, users, texts);
            } catch (RuntimeException malformed) {
                return null;
            }
        }
    }
}
