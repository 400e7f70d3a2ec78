package io.keel.im.spi.telemetry;

/** A limit that something was refused by. */
public enum Limit {
    /** The messages of a user, by this gateway's bucket. */
    USER_SENDS,
    /** The messages of a user, over all gateways. */
    CLUSTER_SENDS,
    /** The requests of a connection. */
    CONNECTION_REQUESTS,
    /** The requests of a connection that wait for an answer. */
    IN_FLIGHT,
    /** How often an address may connect. */
    ADDRESS_CONNECTS,
    /** How many connections an address may hold. */
    ADDRESS_CONNECTIONS,
    /** How many clients may be on their way in at once. */
    CONNECTS,
    /** How many connections the gateway holds. */
    CONNECTIONS,
    /** The process has more to do than it can: it sheds. */
    OVERLOAD
}
