package io.keel.im.examples.bench;

import java.util.List;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param rounds rounds per scenario and contender
 * @param roundMillis length of a round
 * @param warmUpMillis CPU time of a server under load before its first round
 * @param pairs pairs of the direct scenario
 * @param window sends outstanding per pair
 * @param latencyPerSecond messages per second while latencies are measured
 * @param roomSizes members online
 * @param roomWindow messages outstanding per sender of a room; 0 chooses by the room's size
 * @param connections connections of the idle and the reconnect scenario
 * @param fanoutPairs pairs of rounds of the fan-out scenario
 * @param fanoutMembers members of its large group
 */
record Settings(
        Set<Contender> contenders,
        int rounds,
        int roundMillis,
        int warmUpMillis,
        int pairs,
        int window,
        int latencyPerSecond,
        List<Integer> roomSizes,
        int roomWindow,
        int connections,
        int fanoutPairs,
        int fanoutMembers) {

    private static final int SMALL_ROOM = 100;

    /** A large room has its four senders' messages on the way one at a time, a small one two: both fill a core. */
    int roomWindow(int members) {
        if (roomWindow > 0) {
            return roomWindow;
        }
        return members <= SMALL_ROOM ? 2 : 1;
    }
}
