package io.keel.im.examples.bench.cluster;

import java.util.Set;

/**
 * How much is measured.
 *
 * @param scenarios of {@link ClusterBench#SCENARIOS}
 * @param rounds rounds of each, in turn with its ceilings
 * @param roundMillis length of a round
 * @param warmUpMillis load on each before its first round
 * @param pairs pairs of users of whom one writes to the other
 * @param window sends outstanding per pair, and per sender of the room
 * @param gateways gateways of the cluster
 * @param members members of the large room, online if the machine lets them
 */
public record ClusterSettings(
        Set<String> scenarios,
        int rounds,
        int roundMillis,
        int warmUpMillis,
        int pairs,
        int window,
        int gateways,
        int members) {}
