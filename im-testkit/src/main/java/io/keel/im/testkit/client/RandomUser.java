package io.keel.im.testkit.client;

import io.keel.im.protocol.v1.Send;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A user that does one thing or another by chance: writes to users and groups, sends again, recalls, removes, reads, asks for
 * pages, makes groups, adds and removes members, leaves. Much of it is refused, as it should be.
 *
 * <pre>{@code
 * RandomUser user = new RandomUser(new Random(seed), List.of("alice", "bob"), List.of("team"));
 * for (int step = 0; step < 1_000; step++) {
 *     user.act(client);
 * }
 * }</pre>
 *
 * <p>The same seed does the same things. Used by one thread.
 */
public final class RandomUser {
    private final Random random;
    private final List<String> users;
    private final List<String> groups;
    private Send.@Nullable Builder last;

    /**
     * Makes a user.
     *
     * @param users with whom it has to do
     * @param groups which groups it makes and meets in
     */
    public RandomUser(Random random, List<String> users, List<String> groups) {
        this.random = random;
        this.users = List.copyOf(users);
        this.groups = List.copyOf(groups);
    }

    /**
     * Does one thing.
     *
     * @return whether it was allowed
     */
    public boolean act(ScriptedClient client) {
        String group = groups.get(random.nextInt(groups.size()));
        String other = users.get(random.nextInt(users.size()));
        try {
            switch (random.nextInt(20)) {
                case 0 -> client.createGroup(group, other);
                case 1 -> client.addMembers(group, other);
                case 2 -> client.removeMembers(group, other);
                case 3 -> client.leaveGroup(group);
                case 4 -> client.recall("g:" + group, someSeq());
                case 5 -> client.remove("g:" + group, someSeq());
                case 6 -> client.read("g:" + group, someSeq());
                case 7 -> client.history("g:" + group);
                case 8 -> client.sync(someSeq());
                case 9 -> again(client);
                case 10, 11, 12, 13, 14 -> say(client, "g:" + group);
                default -> say(client, other);
            }
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    private void say(ScriptedClient client, String to) {
        last = client.draft(to, "said " + random.nextInt(1_000_000));
        client.send(last);
    }

    private void again(ScriptedClient client) {
        if (last != null) {
            client.send(last);
        }
    }

    private long someSeq() {
        return 1 + random.nextInt(40);
    }
}
