package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group and members of it, read from one version of an entry. Beside the group an entry holds all members, or some by name. */
record CachedRoster(Group group, Map<UserId, Member> members, List<UserId> everyone) implements Roster {

    private static final String GROUP = "#group";
    private static final String ALL = "#all";

    /** Stands under the name of a user who is no member. */
    private static final String NOBODY = "";

    @Override
    public Optional<Member> member(UserId user) {
        return Optional.ofNullable(members.get(user));
    }

    /** The fields that {@link #read} wants. */
    static List<String> fields(List<UserId> asked) {
        List<String> fields = new ArrayList<>(asked.size() + 2);
        fields.add(GROUP);
        fields.add(ALL);
        asked.forEach(user -> fields.add(user.value()));
        return fields;
    }

    /** Reads the fields that {@link #fields} has named; null when something is missing. */
    static @Nullable CachedRoster read(GroupId id, List<UserId> asked, List<@Nullable String> texts) {
        String first = texts.isEmpty() ? null : texts.get(0);
        if (first == null) {
            return null;
        }
        Group group = RosterForm.group(id, first);
        Map<UserId, Member> members = new HashMap<>();
        if (group.diffusion() == Diffusion.WRITE) {
            String all = texts.get(1);
            if (all == null) {
                return null;
            }
            List<UserId> everyone = new ArrayList<>();
            for (Member member : RosterForm.members(all)) {
                members.put(member.user(), member);
                everyone.add(member.user());
            }
            return new CachedRoster(group, members, everyone);
        }
        for (int i = 0; i < asked.size(); i++) {
            String text = texts.get(i + 2);
            if (text == null) {
                return null;
            }
            if (!text.equals(NOBODY)) {
                members.put(asked.get(i), RosterForm.member(text));
            }
        }
        return new CachedRoster(group, members, List.of());
    }

    /** The fields to be kept of a roster that a store has answered. */
    static Map<String, String> kept(Roster roster, Set<UserId> asked) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(GROUP, RosterForm.of(roster.group()));
        if (roster.group().diffusion() == Diffusion.WRITE) {
            List<Member> all = new ArrayList<>();
            roster.everyone().forEach(user -> roster.member(user).ifPresent(all::add));
            fields.put(ALL, RosterForm.of(all));
        } else {
            asked.forEach(user -> fields.put(
                    user.value(), roster.member(user).map(RosterForm::of).orElse(NOBODY)));
        }
        return fields;
    }
}
