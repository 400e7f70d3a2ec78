package io.keel.im.store.mysql;

import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the members of write-diffused groups by version, so that a message to 500 members does not read 500 rows before it
 * writes them. The version is read from the database each time, so nothing here is ever out of date. Those used longest ago go
 * first. May be used by several threads.
 */
final class RosterCache {

    private final int capacity;
    private final Map<GroupId, StoredRoster> rosters = new LinkedHashMap<>(16, 0.75f, true);
    private int members;

    /**
     * Makes an empty one.
     *
     * @param capacity how many members it remembers, of all groups together
     */
    RosterCache(int capacity) {
        this.capacity = capacity;
    }

    /** Returns the members of a group at the version that it is at; null if they are not known. */
    synchronized @Nullable StoredRoster find(Group group) {
        StoredRoster known = rosters.get(group.id());
        return known != null && known.group().equals(group) ? known : null;
    }

    synchronized void put(StoredRoster roster) {
        StoredRoster before = rosters.put(roster.group().id(), roster);
        members += roster.everyone().size()
                - (before == null ? 0 : before.everyone().size());
        Iterator<StoredRoster> oldest = rosters.values().iterator();
        while (members > capacity && oldest.hasNext()) {
            members -= oldest.next().everyone().size();
            oldest.remove();
        }
    }
}
