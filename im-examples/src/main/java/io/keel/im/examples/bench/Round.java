package io.keel.im.examples.bench;

import java.util.OptionalDouble;

/**
 * One round that counts: nothing was lost, doubled or out of order.
 *
 * @param deliveries messages that arrived, counted at each receiver
 * @param perSecond deliveries per second
 * @param segments TCP segments with data per delivery, if they can be counted here
 * @param serverLoad cores that the server kept busy
 * @param clientLoad cores that the load client kept busy
 */
record Round(
        long deliveries,
        double perSecond,
        double p50Micros,
        double p99Micros,
        double cpuMicrosPerDelivery,
        OptionalDouble segments,
        double serverLoad,
        double clientLoad) {

    /** From here on the client is the limit, and the round says nothing about the server. */
    private static final double FULL_CORE = 0.97;

    boolean clientIsTheLimit() {
        return clientLoad >= FULL_CORE;
    }
}
