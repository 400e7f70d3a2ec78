package io.keel.im.spi.telemetry;

/** A level that is looked at now and then, by what it is of. */
public enum Gauge {
    /** Records that a group has not handled yet, over the partitions that this process holds; by group. */
    BUS_LAG,
    /** Partitions that this process holds; by group. */
    BUS_PARTITIONS,
    /** What waits in a bounded queue, in entries; by queue. */
    QUEUE,
    /** What waits in a bounded queue, in bytes; by queue. */
    QUEUE_BYTES,
    /** Connections of a pool that are in use; by dependency. */
    POOL_ACTIVE,
    /** Connections of a pool that are not in use; by dependency. */
    POOL_IDLE,
    /** Threads that wait for a connection of a pool; by dependency. */
    POOL_WAITING,
    /** Calls that are under way; by dependency. */
    CALLS
}
