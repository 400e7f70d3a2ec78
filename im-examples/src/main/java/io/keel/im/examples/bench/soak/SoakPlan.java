package io.keel.im.examples.bench.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Who talks with whom: mostly direct conversations, some groups of either diffusion. The same for the same seed. */
final class SoakPlan {

    private static final double DIRECT_SHARE = 0.85;
    private static final double WRITE_DIFFUSED_SHARE = 0.10;
    private static final int LEAST_MEMBERS = 4;

    /** Of a hundred messages so many go to each kind; the rest to read-diffused groups. */
    private static final int DIRECT_OF_100 = 80;

    private static final int WRITE_DIFFUSED_OF_100 = 15;

    private final List<Talk> talks = new ArrayList<>();
    private final List<Map<Talk.Kind, List<Talk>>> byUser = new ArrayList<>();

    SoakPlan(int users, int conversations, Random random) {
        for (int i = 0; i < users; i++) {
            byUser.add(new EnumMap<>(Talk.Kind.class));
        }
        long pairs = (long) users * (users - 1) / 2;
        int direct = (int) Math.min(pairs, Math.round(conversations * DIRECT_SHARE));
        int writeDiffused = (int) Math.round(conversations * WRITE_DIFFUSED_SHARE);
        addDirect(users, direct, random);
        for (int i = direct; i < conversations; i++) {
            Talk.Kind kind = i < direct + writeDiffused ? Talk.Kind.WRITE_DIFFUSED : Talk.Kind.READ_DIFFUSED;
            int most = kind == Talk.Kind.WRITE_DIFFUSED ? 20 : 60;
            int members = Math.min(users, LEAST_MEMBERS + random.nextInt(most - LEAST_MEMBERS));
            add(Talk.group("soak-" + i, kind, choose(users, members, random)));
        }
    }

    private void addDirect(int users, int count, Random random) {
        // Everybody has someone to talk with.
        for (int i = 0; i < users && talks.size() < count; i += 2) {
            add(Talk.direct(i, (i + 1) % users));
        }
        Set<String> taken = new HashSet<>();
        talks.forEach(talk -> taken.add(talk.conversation()));
        while (talks.size() < count) {
            int one = random.nextInt(users);
            int other = random.nextInt(users);
            Talk talk = Talk.direct(one, other);
            if (one != other && taken.add(talk.conversation())) {
                add(talk);
            }
        }
    }

    private static List<Integer> choose(int users, int count, Random random) {
        Set<Integer> chosen = new HashSet<>();
        while (chosen.size() < count) {
            chosen.add(random.nextInt(users));
        }
        return List.copyOf(chosen);
    }

    private void add(Talk talk) {
        talks.add(talk);
        for (int member : talk.members()) {
            byUser.get(member)
                    .computeIfAbsent(talk.kind(), kind -> new ArrayList<>())
                    .add(talk);
        }
    }

    List<Talk> talks() {
        return talks;
    }

    /** A conversation of this user, for its next message. */
    Talk choose(int user, Random random) {
        int dice = random.nextInt(100);
        Talk.Kind kind = dice < DIRECT_OF_100
                ? Talk.Kind.DIRECT
                : dice < DIRECT_OF_100 + WRITE_DIFFUSED_OF_100 ? Talk.Kind.WRITE_DIFFUSED : Talk.Kind.READ_DIFFUSED;
        Map<Talk.Kind, List<Talk>> own = byUser.get(user);
        List<Talk> candidates = own.getOrDefault(kind, own.getOrDefault(Talk.Kind.DIRECT, List.of()));
        return candidates.get(random.nextInt(candidates.size()));
    }
}
